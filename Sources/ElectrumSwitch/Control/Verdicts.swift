import HTTPMessages
import JSONTree
import Synchronization

/// The verdicts of lists and events. A short one is made at once, a long one on a worker: until it
/// is there, that on an earlier state stands, or that it is pending.
///
/// Whoever watches costs the mock a bounded share of its time, however many sandboxes there are and
/// however long they get: after a verdict nobody is judged for many times as long as it took.
final class Verdicts: Sendable {
    /// Called with each verdict that a worker has made.
    typealias WhenMade = @Sendable (_ sandbox: String, _ verdict: JSONObject) -> Void

    private struct Entry {
        /// Which of the sandboxes of that name it is.
        let incarnation: Int
        var verdict: JSONObject
        /// The state of the journal that was judged; nil before the first verdict.
        var changes: Int?
        var madeAt = Int64.min
        /// The uptime from which the sandbox may be judged again for those who watch.
        var nextAt = Int64.min
        var isBeingMade = false

        /// Returns true if it is the verdict on a state of the journal. What is still open may be
        /// decided by time alone.
        func stands(for changes: Int, at now: Instant) -> Bool {
            let mayChange = verdict["verdict"] == "inconclusive"
            return self.changes == changes
                && (!mayChange || now.uptime < madeAt.saturatingSum(Verdicts.restNs))
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        /// The uptime from which any sandbox may be judged for those who watch.
        var nextAt = Int64.min

        func entry(of sandbox: Sandbox) -> Entry? {
            entries[sandbox.name].flatMap { $0.incarnation == sandbox.incarnation ? $0 : nil }
        }

        mutating func change(
            _ sandbox: Sandbox, from verdict: JSONObject, _ change: (inout Entry) -> Void
        ) {
            var entry =
                entry(of: sandbox) ?? Entry(incarnation: sandbox.incarnation, verdict: verdict)
            change(&entry)
            if entries.count >= Verdicts.entriesMax { entries = [:] }
            entries[sandbox.name] = entry
        }
    }

    private let views: ConsoleViews?
    private let workers: Workers
    private let state = Mutex(State())

    /// The most verdicts that are kept.
    private static let entriesMax = 1_024
    /// The shortest time between two verdicts on a sandbox for those who watch.
    private static let restNs: Int64 = 1_000_000_000
    /// The rest after a verdict, in times what it took: whoever watches costs 1.5 % of a processor.
    private static let restFactor: Int64 = 64

    init(_ views: ConsoleViews?, workers: Workers) {
        self.views = views
        self.workers = workers
    }

    /// Returns the verdict on a sandbox, in the members of a line of the list of sandboxes.
    ///
    /// - Parameter shortMax: the most records that are judged at once.
    func verdict(
        on snapshot: JournalSnapshot, of sandbox: Sandbox, shortMax: Int, at now: Instant,
        whenMade: @escaping WhenMade
    ) -> JSONObject {
        guard let views else { return JSONObject() }
        let changes = snapshot.journal.changeCount
        let known = state.withLock { $0.entry(of: sandbox) }
        if let known, known.stands(for: changes, at: now) { return known.verdict }
        guard snapshot.recordCount > shortMax else {
            let verdict = views.verdict((snapshot.name, snapshot.records, snapshot.now))
            keep(verdict, on: sandbox, after: changes, at: now)
            return verdict
        }
        if now.uptime >= known?.nextAt ?? .min { begin(snapshot, of: sandbox, at: now, whenMade) }
        return known?.verdict ?? Self.pending(snapshot)
    }

    /// Judges one of the sandboxes whose verdicts are out of date on a worker, the one that has
    /// waited longest, if it is time for it.
    ///
    /// - Parameter watched: the sandboxes that somebody watches, with the states of their journals.
    func renew(
        _ watched: [(sandbox: Sandbox, changes: Int)], at now: Instant,
        whenMade: @escaping WhenMade
    ) {
        guard views != nil else { return }
        let due = state.withLock { state -> Sandbox? in
            guard state.nextAt <= now.uptime else { return nil }
            let times = watched.compactMap { sandbox, changes -> (Sandbox, nextAt: Int64)? in
                guard let entry = state.entry(of: sandbox) else { return (sandbox, .min) }
                guard !entry.isBeingMade, entry.nextAt <= now.uptime,
                    !entry.stands(for: changes, at: now)
                else { return nil }
                return (sandbox, entry.nextAt)
            }
            return times.min { $0.nextAt < $1.nextAt }?.0
        }
        guard let due else { return }
        begin(due.glimpse(at: now), of: due, at: now, whenMade)
    }

    // MARK: Parts

    private func begin(
        _ snapshot: JournalSnapshot, of sandbox: Sandbox, at now: Instant,
        _ whenMade: @escaping WhenMade
    ) {
        guard let views else { return }
        let isFirst = state.withLock { state in
            var isFirst = false
            state.change(sandbox, from: Self.pending(snapshot)) { entry in
                isFirst = !entry.isBeingMade
                entry.isBeingMade = true
            }
            if isFirst { state.nextAt = .max }
            return isFirst
        }
        guard isFirst else { return }
        workers.runLong { [self] in
            var verdict = JSONObject()
            let took = ContinuousClock().measure {
                verdict = views.verdict((snapshot.name, snapshot.records, snapshot.now))
            }
            let changes = snapshot.journal.changeCount
            if keep(verdict, on: sandbox, after: changes, at: now, in: took) {
                whenMade(snapshot.name, verdict)
            }
        }
    }

    /// Keeps a verdict; returns false if it is the same as before, on the same state.
    ///
    /// - Parameter took: how long a worker took; nil for a verdict that was made at once.
    @discardableResult
    private func keep(
        _ verdict: JSONObject, on sandbox: Sandbox, after changes: Int, at now: Instant,
        in took: Duration? = nil
    ) -> Bool {
        state.withLock { state in
            var isNew = true
            let rested = took.map { now.advanced(by: $0 * (Self.restFactor + 1)).uptime }
            if let rested { state.nextAt = rested }
            state.change(sandbox, from: verdict) { entry in
                isNew = entry.changes != changes || entry.verdict != verdict
                entry.changes = changes
                entry.verdict = verdict
                entry.madeAt = now.uptime
                entry.isBeingMade = false
                if let rested { entry.nextAt = max(rested, now.advanced(byNs: Self.restNs).uptime) }
            }
            return isNew
        }
    }

    /// Stands for a verdict that is being made for the first time.
    private static func pending(_ snapshot: JournalSnapshot) -> JSONObject {
        [
            "verdict": "pending", "lead": "being judged", "rules": [:], "expected": "none",
            "faults": [:], "broken": [],
            "messages": .number(JSONNumber(snapshot.journal.nextSeq - 1)), "hollow": [],
            "risk": ["count": 0, "amount": 0],
            "kinds": ["risk": 0, "unsettled": 0, "open": 0, "found": 0],
        ]
    }
}
