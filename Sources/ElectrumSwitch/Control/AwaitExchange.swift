import HTTPMessages
import JSONTree

/// `GET …/journal/await`: answers once the journal holds what is waited for, or time is up. The
/// time is the machine's, whatever clock the sandbox has.
final class AwaitExchange: Responder {
    /// What is waited for.
    struct Wish {
        var filter = JournalFilter()
        /// So many records; 0 waits for their absence until the time is up.
        var count = 1
        /// Whether the operations must come in the order in which they are named.
        var isInOrder = false
    }

    private let wish: Wish
    private let sandbox: Sandbox
    private let id: ExchangeID
    private let deadline: Instant

    init(_ wish: Wish, in sandbox: Sandbox, as id: ExchangeID, until deadline: Instant) {
        self.wish = wish
        self.sandbox = sandbox
        self.id = id
        self.deadline = deadline
    }

    func respond(at now: Instant) -> Answer {
        sandbox.stopWaiting(id)
        // Before the look, so that nothing is missed between the two.
        sandbox.watch(id)
        let (records, nextDue) = sandbox.withState(at: now) { [wish] state, elapsed in
            (
                state.journal.all.filter { $0.note == nil && wish.filter.matches($0) },
                state.nextDueNs(after: elapsed)
            )
        }
        let isTimeUp = deadline <= now
        if let isSatisfied = verdict(on: records, isTimeUp: isTimeUp || sandbox.isRetired) {
            sandbox.stopWaiting(id)
            return .deliver(.whole(answer(isSatisfied, records)))
        }
        let nextLook = nextDue.map { now.advanced(byNs: max($0, Self.lookIntervalMinNs)) }
        return .wait(until: min(deadline, nextLook ?? deadline))
    }

    func ended(_ ending: Ending, at now: Instant) {
        sandbox.stopWaiting(id)
    }

    private static let lookIntervalMinNs: Int64 = 1_000_000

    /// Nil while it is open.
    private func verdict(on records: [JournalRecord], isTimeUp: Bool) -> Bool? {
        if wish.count == 0 {
            if !records.isEmpty { return false }
            return isTimeUp ? true : nil
        }
        let isThere = wish.isInOrder ? areInOrder(records) : records.count >= wish.count
        return isThere ? true : isTimeUp ? false : nil
    }

    /// Whether the operations of the wish occur one after the other, others between them or not.
    private func areInOrder(_ records: [JournalRecord]) -> Bool {
        var expected = wish.filter.operations[...]
        for record in records where record.operationName == expected.first {
            expected.removeFirst()
        }
        return expected.isEmpty
    }

    private func answer(_ isSatisfied: Bool, _ records: [JournalRecord]) -> HTTPResponse {
        let values = records.map { $0.json(sandbox: sandbox.name, hidesSecrets: false) }
        return HTTPResponse(
            status: 200, json: ["satisfied": .bool(isSatisfied), "records": .array(values)])
    }
}

extension SandboxState {
    /// How long until the next thing is due on a real clock, in nanoseconds; nil when nothing is.
    fileprivate func nextDueNs(after elapsed: Int64) -> Int64? {
        clock.mode == .real ? nextDue.map { $0.saturatingDifference(elapsed) } : nil
    }
}
