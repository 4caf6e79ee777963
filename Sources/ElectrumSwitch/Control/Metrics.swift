import HTTPMessages
import Journal
import Scenarios
import Synchronization
import Vocabulary
import VoucherLedger

/// Counters in the Prometheus text format.
final class Metrics: Sendable {
    private struct Key: Hashable {
        let operation: Operation
        let status: Int?
    }

    private struct Counts {
        var messages: [Key: Int] = [:]
        var faults: [String: Int] = [:]
        var refusals: [Int: Int] = [:]
        var browserRefusals: [Int: Int] = [:]
    }

    private let counts = Mutex(Counts())
    private let journal: JournalOutput?
    private let droppedLogLines: (@Sendable () -> Int)?

    /// - Parameters:
    ///   - journal: the journal outside memory; nil without one.
    ///   - droppedLogLines: the number of lines that the log lacks; nil without a log.
    init(
        journal: JournalOutput? = nil,
        droppedLogLines: (@Sendable () -> Int)? = nil
    ) {
        self.journal = journal
        self.droppedLogLines = droppedLogLines
    }

    private func count(_ operation: Operation, _ status: Int?, decidedBy rule: String?) {
        counts.withLock { counts in
            counts.messages[Key(operation: operation, status: status), default: 0] += 1
            if let rule { counts.faults[rule, default: 0] += 1 }
        }
    }

    /// Counts input that was refused before it was a request.
    func count(_ refusal: Refusal) {
        counts.withLock { $0.refusals[refusal.status, default: 0] += 1 }
    }

    /// Counts a request that was refused because a page in a browser may have sent it.
    func count(browserRefusal status: Int) {
        counts.withLock { $0.browserRefusals[status, default: 0] += 1 }
    }

    /// `GET metrics`.
    func response(sandboxes: Sandboxes) -> HTTPResponse {
        let counts = counts.withLock { $0 }
        var text = ""
        func family(_ name: String, _ type: String, _ help: String, _ samples: [(String, Int)]) {
            text += "# HELP electrum_mock_\(name) \(help)\n# TYPE electrum_mock_\(name) \(type)\n"
            for (labels, value) in samples.sorted(by: { $0.0 < $1.0 }) {
                text += "electrum_mock_\(name)\(labels) \(value)\n"
            }
        }
        family(
            "messages_total", "counter", "Messages answered, by operation and status.",
            counts.messages.map { key, count in
                let operation = key.operation.rawValue
                let status = key.status.map { String($0) } ?? "none"
                return ("{operation=\"\(operation)\",status=\"\(status)\"}", count)
            })
        family(
            "rules_fired_total", "counter", "Messages that a rule decided about, by rule.",
            counts.faults.map { ("{rule=\"\(Self.escaped($0))\"}", $1) })
        family(
            "refusals_total", "counter", "Input refused before it was a request, by status.",
            counts.refusals.map { ("{status=\"\($0)\"}", $1) })
        family(
            "browser_refusals_total", "counter",
            "Requests refused since a page in a browser may have sent them, by status.",
            counts.browserRefusals.map { ("{status=\"\($0)\"}", $1) })
        let (made, evicted) = sandboxes.counts
        family("sandboxes_made_total", "counter", "Sandboxes made.", [("", made)])
        family(
            "sandboxes_evicted_total", "counter", "Sandboxes evicted.",
            [("", evicted)])
        family(
            "log_lines_dropped_total", "counter", "Log lines dropped, as they were not read.",
            droppedLogLines.map { [("", $0())] } ?? [])
        let journalState = journal?.state()
        family(
            "journal_lost_total", "counter", "Journal records that were not written.",
            journalState.map { [("", $0.lostRecords)] } ?? [])
        family(
            "journal_waiting", "gauge", "Journal records that wait for the file.",
            journalState.map { [("", $0.waitingRecords)] } ?? [])
        let all = sandboxes.all
        family("sandboxes", "gauge", "Sandboxes.", [("", all.count)])
        let sizes = all.map { sandbox in
            sandbox.peek { state in
                (
                    sandbox.name, state.core.ledger.count, state.core.journal.dropped,
                    state.outbox.queues.depth
                )
            }
        }
        family(
            "transactions", "gauge", "Transactions kept, by sandbox.",
            sizes.map { ("{sandbox=\"\($0.0)\"}", $0.1) })
        family(
            "journal_dropped_total", "counter", "Journal records dropped, by sandbox.",
            sizes.map { ("{sandbox=\"\($0.0)\"}", $0.2) })
        family(
            "queue_depth", "gauge", "Advices not delivered yet, by sandbox.",
            sizes.map { ("{sandbox=\"\($0.0)\"}", $0.3) })
        return HTTPResponse(
            status: 200, fields: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
            body: Array(text.utf8))
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}

extension Metrics: SandboxSubscriber {
    func wants(_ event: JournalEvent) -> Bool { event.isEnding }

    /// Counts a message that has ended.
    func take(_ event: JournalEvent, _ record: JournalRecord, from source: SandboxEvents.Source) {
        guard record.isAnswered, let operation = record.operation else { return }
        count(operation, record.status, decidedBy: record.rule)
    }
}
