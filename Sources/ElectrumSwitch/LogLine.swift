import Escaping
import HTTPMessages
import JSONTree
import Journal
import Vocabulary

/// The form of the log's lines.
package enum LogFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// An object on each line, for collectors of logs.
    case json
}

/// A line of the log. Texts of clients are masked, escaped and bounded: whatever they hold, it is
/// one line.
package struct LogLine {
    private let format: LogFormat
    /// The words so far; of a line of JSON, none.
    private var words = ""
    /// The members so far; of a line of text, none.
    private var members = JSONWriter(capacity: 0)

    /// The most characters of a client's text that are shown, and of a reason.
    private static let shownMax = 200
    private static let reasonMax = 120
    /// About as many as a line has.
    private static let bytesOfLine = 192

    private init(_ event: String, at time: UnixTime, as format: LogFormat) {
        self.format = format
        switch format {
        case .text:
            words.reserveCapacity(Self.bytesOfLine)
            words += time.text
        case .json:
            members = JSONWriter(capacity: 512)
            members.beginObject()
            members.member("time", time.text)
            members.member("event", event)
        }
    }

    /// The line of an exchange: `2026-01-28T10:41:29.123Z provision 400 FORMAT_ERROR client.id may
    /// not be null; PROVISION-UUID term0001 R100.00 ott 2ms rule provider-outage: error 503 …`.
    init(_ record: RecordedMessage, in sandbox: String, as format: LogFormat) {
        self.init("message", at: record.at, as: format)
        add("operation", .string(record.operation.rawValue), as: record.operation.rawValue)
        add("status", record.status)
        addReason(of: record)
        add("transaction", record.shownTransaction)
        // Of a message that was refused nothing else is recorded.
        let body = record.request.variation
        let terminal =
            record.terminal ?? body?.text(at: body?.value(at: "originator", "terminalId"))
        add("terminal", terminal)
        addAmount(of: body)
        add("provider", record.provider)
        addDuration(of: record)
        let isNamed = sandbox != Sandboxes.defaultName
        add(
            "sandbox", .string(Self.shown(sandbox)),
            as: isNamed ? "sandbox \(Self.shown(sandbox))" : nil)
        if let rule = record.rule {
            let fault = Self.shown(record.fault?.text ?? "normal")
            add("rule", .string(Self.shown(rule)), as: "rule \(Self.shown(rule)): \(fault)")
            add("fault", .string(fault), as: nil)
        }
        let isWhole = record.ended == .sent
        add("ended", .string(record.ended.rawValue), as: isWhole ? nil : record.ended.rawValue)
        if let parent = record.source?.traceparent { add("traceparent", .string(parent), as: nil) }
    }

    /// The line of a request that is not a message of the interface; its query may hold a voucher's
    /// code.
    init(
        _ request: HTTPRequest, _ response: HTTPResponse, at now: Instant, as format: LogFormat
    ) {
        self.init("request", at: UnixTime(nanoseconds: now.unix), as: format)
        add("method", request.method)
        add("path", Masking.masked(path: request.path))
        add("status", response.status)
    }

    /// The line of input that was refused before it was a request.
    init(_ refusal: Refusal, at now: Instant, as format: LogFormat) {
        self.init("refused", at: UnixTime(nanoseconds: now.unix), as: format)
        let reason = Self.shown(refusal.reason)
        add("status", .number(JSONNumber(refusal.status)), as: "refused \(refusal.status):")
        add("reason", .string(reason), as: reason)
    }

    /// The line of an event outside an exchange.
    init(_ reason: String, at now: Instant, as format: LogFormat) {
        self.init("remark", at: UnixTime(nanoseconds: now.unix), as: format)
        let reason = Self.shown(reason)
        add("reason", .string(reason), as: reason)
    }

    /// Returns a notice of the process as a line without a time; as JSON, an object.
    package static func notice(_ text: String, as format: LogFormat) -> String {
        guard format == .json else { return text }
        let line: JSON = ["event": "notice", "message": .string(text)]
        return String(decoding: line.encoded, as: UTF8.self).escaped(for: .json, max: 4_000)
    }

    /// The line without its line feed.
    var text: String {
        switch format {
        case .text: return words
        case .json:
            var members = members
            members.endObject()
            return String(decoding: members.bytes, as: UTF8.self).escaped(for: .json)
        }
    }

    // MARK: Parts

    /// Adds a member to an object, or words to a line of text; only what the format has is made.
    ///
    /// - Parameter shown: the words; nil for none.
    private mutating func add(
        _ name: StaticString, _ value: @autoclosure () -> JSON, as shown: @autoclosure () -> String?
    ) {
        switch format {
        case .text:
            guard let shown = shown() else { return }
            words += " "
            words += shown
        case .json:
            members.name(name)
            members.value(value())
        }
    }

    private mutating func add(_ name: StaticString, _ number: Int?) {
        add(
            name, number.map { .number(JSONNumber($0)) } ?? .null,
            as: number.map { String($0) } ?? "-")
    }

    /// Adds a client's word: in the place of a word there is always one.
    private mutating func add(_ name: StaticString, _ text: String?) {
        add(
            name, text.map { .string(Self.bounded($0, to: Self.shownMax)) } ?? .null,
            as: text.map(Self.word) ?? "-")
    }

    /// Adds the type and the first reason of an error that was answered.
    private mutating func addReason(of record: RecordedMessage) {
        guard let status = record.status, status >= 400 else { return }
        let answer = record.maskedResponse.json
        guard let type = (answer["errorType"] ?? answer["error"])?.text else { return }
        let detail = answer["detailMessage"]
        let mistakes = detail?["formatErrors"]?.items ?? []
        let long = mistakes.first?["msg"] ?? answer["error_description"]
        let reason = (long ?? detail?["freeString"] ?? answer["errorMessage"])?.text ?? ""
        let more = mistakes.count > 1 ? " (and \(mistakes.count - 1) more)" : ""
        let shown = Self.bounded(reason, to: Self.reasonMax).escaped(for: .line) + more
        let word = Self.bounded(type, to: Self.reasonMax).escaped(for: .line)
        add("error", .string(word), as: word)
        add("reason", .string(shown), as: shown.isEmpty ? ";" : "\(shown);")
    }

    private mutating func addAmount(of body: JSONVariation?) {
        let amount = body?.value(at: "amounts", "requestAmount")
        let member = { (name: StaticString) in
            amount.flatMap { body?.original.member(name, of: $0) }
        }
        guard let cents = body?.integer(at: member("amount")) else {
            return add("amount", Int?.none)
        }
        let currency = body?.text(at: member("currency")) ?? ""
        add("amount", .number(JSONNumber(cents)), as: Self.sum(of: cents, in: currency))
        if !currency.isEmpty {
            add("currency", .string(Self.bounded(currency, to: 8)), as: nil)
        }
    }

    /// `R100.00`; of another currency than the rand, the number alone.
    private static func sum(of cents: Int64, in currency: String) -> String {
        let sign = cents < 0 ? "-" : ""
        let (rands, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(currency == "710" ? "R" : "")\(sign)\(rands).\(rest < 10 ? "0" : "")\(rest)"
    }

    private mutating func addDuration(of record: RecordedMessage) {
        guard let end = record.finishedAt else { return add("durationMs", Int?.none) }
        let ms = Int(max(.zero, record.at.duration(to: end)).milliseconds)
        add("durationMs", .number(JSONNumber(ms)), as: "\(ms)ms")
    }

    // MARK: Texts

    /// Returns a client's word for the log; in quotation marks if it would look like several words,
    /// or like one of the mock's.
    private static func word(_ text: String) -> String {
        var shown = shown(text)
        let isWord =
            !shown.isEmpty && shown != "-"
            && shown.withUTF8 { utf8 in !utf8.contains(0x20) && !utf8.contains(0x22) }
        return isWord ? shown : "\"\(shown.replacing("\"", with: "\\\""))\""
    }

    private static func shown(_ text: String) -> String {
        Masking.withoutSecrets(text).escaped(for: .line, max: shownMax)
    }

    private static func bounded(_ text: String, to max: Int) -> String {
        let clean = Masking.withoutSecrets(text)
        return clean.unicodeScalars.count <= max
            ? clean : String(String.UnicodeScalarView(clean.unicodeScalars.prefix(max))) + "…"
    }
}

/// Writes a line to the log for every message that has ended. Requests that are no message of the
/// interface have lines of their own.
struct ExchangeLog: SandboxSubscriber {
    let format: LogFormat
    /// Takes a line, and must not block.
    let log: @Sendable (String) -> Void

    func wants(_ event: JournalEvent) -> Bool { event.isEnding }

    func take(_ event: JournalEvent, _ record: JournalRecord, from source: SandboxEvents.Source) {
        guard record.isAnswered, let message = record.message, message.operation != .unknown
        else { return }
        log(LogLine(message, in: source.sandbox, as: format).text)
    }

    func take(remark: String, at now: Instant) {
        log(LogLine(remark, at: now, as: format).text)
    }
}
