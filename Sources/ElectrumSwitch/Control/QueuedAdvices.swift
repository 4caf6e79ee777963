import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

/// `GET …/queue`: the advices that providers have not answered yet.
struct QueuedAdvices: AnswerParts {
    private let queues:
        [(provider: String, entries: [(entry: QueuedAdvice, notBefore: SandboxTime)])]
    private let clock: SandboxClock
    private var writer = ListWriter(asLines: false)
    /// The next queue and entry.
    private var queue = 0
    private var entry = 0

    init(of sandbox: Sandbox, at now: Instant) {
        let (queues, clock) = sandbox.withState(at: now) { state, _ in
            (state.outbox.queues, state.core.clock)
        }
        self.queues = queues.nonEmpty
        self.clock = clock
    }

    var contentType: String { "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        if queue == 0, entry == 0 { bytes += Array("{\"providers\":[".utf8) }
        guard queue < queues.count else {
            bytes += Array("]}".utf8)
            return false
        }
        let (provider, entries) = queues[queue]
        if entry == 0 {
            if queue > 0 { bytes.append(UInt8(ascii: ",")) }
            let name = JSON.string(provider).description
            let head = "{\"provider\":\(name),\"depth\":\(entries.count),\"entries\":["
            bytes += Array(head.utf8)
            writer = ListWriter(asLines: false)
        }
        for waiting in entries[entry...].prefix(ListWriter.itemsMax) {
            writer.append(json(of: waiting.entry, notBefore: waiting.notBefore), to: &bytes)
            entry += 1
        }
        if entry == entries.count {
            bytes += Array("]}".utf8)
            queue += 1
            entry = 0
        }
        return true
    }

    private func json(
        of entry: QueuedAdvice, notBefore blockedUntil: SandboxTime
    ) -> JSON {
        let nextAt = max(entry.nextAt, blockedUntil)
        return [
            "operation": .string(entry.advice.rawValue),
            "transaction": .string(entry.transaction),
            "attempts": .number(JSONNumber(entry.attempts)),
            "nextAt": .string(clock.unix(at: nextAt).text),
        ]
    }
}
