import Escaping
import HTTPMessages
import Journal
import Vocabulary

/// Formats the log line of an exchange. Texts of clients are escaped and bounded.
enum LogLine {
    /// `2026-01-28T10:41:29.123Z provision 503 PROVISION-UUID rule provider-outage: error 503 …`.
    static func text(for record: RecordedMessage, in sandbox: String) -> String {
        var parts = [
            UnixTime(nanoseconds: record.at).text, record.operation.rawValue,
            record.status.map { String($0) } ?? "-", record.shownTransaction.map(word) ?? "-",
        ]
        if sandbox != Sandboxes.defaultName { parts.append("sandbox \(sandbox)") }
        if let rule = record.rule {
            parts.append("rule \(shown(rule)): \(shown(record.fault?.text ?? "normal"))")
        }
        if record.ended != .sent { parts.append(record.ended.rawValue) }
        return parts.joined(separator: " ")
    }

    /// Returns the log line of a request that is not a message of the interface; its query may hold
    /// a voucher's code.
    static func text(for request: HTTPRequest, _ response: HTTPResponse, at now: Instant)
        -> String
    {
        let time = UnixTime(nanoseconds: now.unix).text
        let path = word(Masking.masked(path: request.path))
        return "\(time) \(word(request.method)) \(path) \(response.status)"
    }

    /// Returns the log line of an event outside an exchange.
    static func text(for reason: String, at now: Instant) -> String {
        "\(UnixTime(nanoseconds: now.unix).text) \(shown(reason))"
    }

    /// Returns the log line of input that was refused before it was a request.
    static func text(for refusal: Refusal, at now: Instant) -> String {
        let time = UnixTime(nanoseconds: now.unix).text
        return "\(time) refused \(refusal.status): \(shown(refusal.reason))"
    }

    /// Returns a client's word for the log; in quotation marks if it would look like several words,
    /// or like one of the mock's.
    private static func word(_ text: String) -> String {
        let shown = shown(text)
        let isWord =
            !shown.isEmpty && shown != "-" && shown.utf8.allSatisfy { $0 != 0x20 && $0 != 0x22 }
        return isWord ? shown : "\"\(shown.replacing("\"", with: "\\\""))\""
    }

    private static func shown(_ text: String) -> String {
        Masking.withoutSecrets(text).escaped(for: .line, max: shownMax)
    }

    /// The most characters of a client's text that are shown.
    private static let shownMax = 200
}

/// Writes a line to the log for every message that has ended. Requests that are no message of the
/// interface have lines of their own.
struct ExchangeLog: SandboxSubscriber {
    /// Takes a line, and must not block.
    let log: @Sendable (String) -> Void

    func wants(_ event: JournalEvent) -> Bool { event.isEnding }

    func take(_ event: JournalEvent, _ record: JournalRecord, from source: SandboxEvents.Source) {
        guard record.isAnswered, let message = record.message, message.operation != .unknown
        else { return }
        log(LogLine.text(for: message, in: source.sandbox))
    }

    func take(remark: String, at now: Instant) {
        log(LogLine.text(for: remark, at: now))
    }
}
