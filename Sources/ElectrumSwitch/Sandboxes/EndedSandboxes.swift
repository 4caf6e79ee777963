import Journal

/// The records of sandboxes that have ended, in that order, so that a run can judge them with the
/// others. Beyond the bounds no more is kept, and the verdict has to say so.
struct EndedSandboxes: Sendable {
    private(set) var snapshots: [JournalSnapshot] = []
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

    mutating func keep(_ snapshot: JournalSnapshot) {
        guard bytesMax > 0 else { return }
        let sum = byteCount + snapshot.journal.byteCount
        guard sum <= bytesMax, snapshots.count < Self.countMax else {
            lostCount += 1
            if lostNames.count < Self.namesMax { lostNames.append(snapshot.name) }
            return
        }
        byteCount = sum
        snapshots.append(snapshot)
    }

    /// Removes everything and returns it, since it may be large.
    mutating func forget() -> [JournalSnapshot] {
        defer { self = EndedSandboxes(bytesMax: bytesMax) }
        return snapshots
    }
}
