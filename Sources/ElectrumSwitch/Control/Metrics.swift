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
    private let serverLoad: (@Sendable () -> ServerLoad)?
    private let commit: String

    /// The most sandboxes with samples of their own: each is three time series.
    private static let sandboxesMax = 100
    /// The label of all others together; no sandbox has such a name.
    private static let others = "(others)"

    /// - Parameters:
    ///   - journal: the journal outside memory; nil without one.
    ///   - droppedLogLines: the number of lines that the log lacks; nil without a log.
    ///   - serverLoad: the load of the server; nil without one.
    init(
        journal: JournalOutput? = nil,
        droppedLogLines: (@Sendable () -> Int)? = nil,
        serverLoad: (@Sendable () -> ServerLoad)? = nil, commit: String = ""
    ) {
        self.commit = commit
        self.serverLoad = serverLoad
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
            "build_info", "gauge", "The version and the commit of this mock.",
            [("{version=\"\(ProductInfo.version)\",commit=\"\(commit)\"}", 1)])
        text += serverLoad.map { Self.text(of: $0()) } ?? ""
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
        let sizes = Self.bounded(
            all.map { sandbox in
                sandbox.peek { state in
                    (
                        sandbox.name, state.core.ledger.count, state.core.journal.dropped,
                        state.outbox.queues.depth
                    )
                }
            })
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

    /// The first sandboxes by name, and the sums of all others.
    private static func bounded(
        _ sizes: [(String, Int, Int, Int)]
    ) -> [(String, Int, Int, Int)] {
        guard sizes.count > sandboxesMax else { return sizes }
        let sorted = sizes.sorted { $0.0 < $1.0 }
        let rest = sorted.dropFirst(sandboxesMax).reduce((others, 0, 0, 0)) { sum, next in
            (others, sum.1 + next.1, sum.2 + next.2, sum.3 + next.3)
        }
        return sorted.prefix(sandboxesMax) + [rest]
    }

    /// The families of a server.
    private static func text(of load: ServerLoad) -> String {
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [(String, String)]) {
            lines += [
                "# HELP electrum_mock_\(name) \(help)", "# TYPE electrum_mock_\(name) \(type)",
            ]
            lines += samples.map { "electrum_mock_\(name)\($0) \($1)" }
        }
        family(
            "connections", "gauge", "Connections that are open.",
            [("", "\(max(0, load.connectionsOpened - load.connectionsClosed))")])
        family(
            "connections_total", "counter", "Connections accepted.",
            [("", "\(load.connectionsOpened)")])
        family(
            "exchanges_in_flight", "gauge", "Requests that have no whole answer yet.",
            [("", "\(max(0, load.exchangesBegun - load.exchangesEnded))")])
        var sum = 0
        let bounds = ServerLoad.boundsNs.map { seconds($0) } + ["+Inf"]
        let buckets = zip(bounds, load.durations).map { bound, count in
            sum += count
            return ("_bucket{le=\"\(bound)\"}", "\(sum)")
        }
        family(
            "request_duration_seconds", "histogram",
            "Messages of tills, from the request to the last byte of its answer.",
            buckets + [("_sum", seconds(Int64(load.durationNs))), ("_count", "\(sum)")])
        return lines.map { $0 + "\n" }.joined()
    }

    /// Nanoseconds in seconds: `0.0025`.
    private static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        var digits = String(1_000_000_000 + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "\(whole)" : "\(whole).\(digits)"
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
