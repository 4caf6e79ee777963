import Scenarios

/// The records of sandboxes that have ended, in that order, so that a run can judge them with the
/// others. Beyond the bounds no more is kept, and the verdict has to say so.
struct EndedSandboxes: Sendable {
    private struct Entry: Sendable {
        let snapshot: JournalSnapshot
        /// The sandbox, if answers went on after its end.
        let sandbox: Sandbox?
    }

    private var entries: [Entry] = []
    /// The number of sandboxes that are not kept.
    private(set) var lostCount = 0
    /// The names of the first of those.
    private(set) var lostNames: [String] = []
    private var byteCount = 0
    private let bytesMax: Int

    private static let countMax = 10_000
    private static let namesMax = 5

    /// - Parameter bytesMax: the most bytes of records; 0 keeps nothing, which does not count as a
    ///   loss.
    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// The journals; answers that went on after the end of their sandbox are in their latest form.
    var snapshots: [JournalSnapshot] {
        entries.map { entry in
            guard let sandbox = entry.sandbox else { return entry.snapshot }
            var snapshot = entry.snapshot
            snapshot.journal = sandbox.peek { $0.core.journal }
            return snapshot
        }
    }

    mutating func keep(_ snapshot: JournalSnapshot, of sandbox: Sandbox) {
        guard bytesMax > 0 else { return }
        let sum = byteCount + snapshot.journal.byteCount
        guard sum <= bytesMax, entries.count < Self.countMax else {
            lostCount += 1
            if lostNames.count < Self.namesMax { lostNames.append(snapshot.name) }
            return
        }
        byteCount = sum
        entries.append(
            Entry(snapshot: snapshot, sandbox: snapshot.journal.openCount > 0 ? sandbox : nil))
    }

    /// Removes everything and returns it, since it may be large.
    mutating func forget() -> some Sendable {
        defer { self = EndedSandboxes(bytesMax: bytesMax) }
        return entries
    }
}
