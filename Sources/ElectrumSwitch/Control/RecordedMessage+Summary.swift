import HTTPMessages
import JSONTree
import Journal
import Vocabulary

extension RecordedMessage {
    /// The answer as the till could read it, in the words of the ladder.
    private enum Outcome: String {
        case ok, no, err, bad, lost, torn, open
    }

    private var outcome: Outcome {
        if ended == .pending { return .open }
        guard let status else { return .lost }
        if ended == .truncated || (fault?.garbling).map(Self.isTorn) ?? false { return .torn }
        if status >= 500 || Self.unknownErrors.contains(errorType ?? "") { return .err }
        guard status >= 400 else { return .ok }
        let isForm = rule == nil && errorType == "FORMAT_ERROR"
        return isForm || refused != nil || operation == .unknown ? .bad : .no
    }

    private static let unknownErrors = ["UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN"]

    private static func isTorn(_ garbling: Garbling) -> Bool {
        if case .page = garbling.legibility { false } else { true }
    }

    private var errorType: String? {
        guard status.map({ $0 >= 400 }) ?? false else { return nil }
        let answer = response.variation
        return answer?.text(at: answer?.value(at: "errorType"))
    }

    /// The answer in a few words.
    private var answerText: String {
        switch outcome {
        case .open: "no answer yet"
        case .lost where operation.isDelivery: "no answer"
        case .lost: "no answer: \(Self.lossWords[ended] ?? ended.rawValue)"
        case .torn: "\(status ?? 0), unreadable"
        case .ok, .no, .err, .bad:
            (status.map(String.init) ?? "") + (errorType.map { " " + $0 } ?? "")
        }
    }

    private static let lossWords: [Ended: String] = [
        .clientLeft: "till left", .closed: "closed", .reset: "reset", .held: "silence",
    ]

    /// Returns the message without its bodies, but with the facts that lists show of them.
    fileprivate var summary: [UInt8] {
        let asked = request.variation
        let fact = { (place: JSONText.Place?) in asked?.text(at: place) }
        let cents = asked?.integer(at: asked?.value(at: "amounts", "requestAmount", "amount"))
        let error = errorType
        var brief = self
        brief.request = .none
        brief.response = .none
        return JournalRecord(brief).masked().encoded { writer in
            writer.name("amount")
            if let cents { writer.integer(Int(cents)) } else { writer.literal("null") }
            let texts: [(StaticString, String?)] = [
                ("currency", fact(asked?.value(at: "amounts", "requestAmount", "currency"))),
                ("product", fact(asked?.value(at: "product", "productId"))),
                ("errorType", error),
            ]
            for (name, text) in texts {
                if let text {
                    writer.member(name, Masking.withoutSecrets(text))
                } else {
                    writer.member(name, literal: "null")
                }
            }
            writer.name("requestBytes")
            writer.integer(request.byteCount)
            writer.name("responseBytes")
            writer.integer(response.byteCount)
            writer.member("outcome", outcome.rawValue)
            writer.member("text", answerText)
        }
    }

    /// Returns the message with everything that is known of it.
    fileprivate func whole(_ head: HTTPRequest?, hidesSecrets: Bool) -> [UInt8] {
        var more: JSONObject = [
            "outcome": .string(outcome.rawValue), "text": .string(answerText),
        ]
        if let request = head {
            more.append("method", .string(request.method))
            more.append("target", .string(request.shownTarget(hidesSecrets: hidesSecrets)))
            more.append("headers", request.shownHeaders(hidesSecrets: hidesSecrets))
        }
        let record = JournalRecord(self)
        return (hidesSecrets ? record.masked() : record).encoded { writer in
            for member in more.members {
                writer.name(member.name)
                writer.value(member.value)
            }
        }
    }
}

extension JournalRecord {
    /// Returns the record as lists show it.
    var summary: [UInt8] { message?.summary ?? encoded }

    /// Returns the record with everything that is known of it.
    ///
    /// - Parameter head: the request as it came; nil if it was not kept.
    func whole(_ head: HTTPRequest?, hidesSecrets: Bool) -> [UInt8] {
        message?.whole(head, hidesSecrets: hidesSecrets) ?? encoded
    }

    /// Returns the line of the record with further members.
    fileprivate func encoded(with writeMembers: (inout JSONWriter) -> Void) -> [UInt8] {
        var more = JSONWriter(capacity: 512)
        more.object(writeMembers)
        var bytes = encoded
        bytes[bytes.count - 1] = UInt8(ascii: ",")
        bytes += more.bytes.dropFirst()
        return bytes
    }

    /// The facts of a record that a search can name.
    var facts: ListSearch.Facts {
        guard let message else {
            let isClock = if case .clock = self { true } else { false }
            return [
                ("seq", [String(seq)]), ("op", [isClock ? "clock" : "sandbox"]), ("is", ["note"]),
            ]
        }
        return message.facts
    }
}

extension RecordedMessage {
    fileprivate var facts: ListSearch.Facts {
        let texts = { (value: String?) in value.map { [$0] } ?? [] }
        return [
            ("seq", [String(seq)]), ("op", [operation.rawValue]),
            ("tx", texts(shownTransaction)), ("terminal", texts(terminal)),
            ("provider", texts(provider)), ("rule", texts(rule)), ("fault", texts(fault?.text)),
            ("status", [status.map(String.init) ?? "none"]), ("ended", [ended.rawValue]),
            ("state", [state.rawValue]), ("error", texts(errorType)), ("is", [outcome.rawValue]),
            ("near", texts(nearMiss)),
        ]
    }
}

extension HTTPRequest {
    fileprivate func shownTarget(hidesSecrets: Bool) -> String {
        guard hidesSecrets else { return target }
        return Masking.secrets(in: self).filter { !$0.isEmpty }
            .sorted { $0.utf8.count > $1.utf8.count }
            .reduce(target) { text, secret in
                text.split(separator: secret, omittingEmptySubsequences: false)
                    .joined(separator: Masking.mask)
            }
    }

    fileprivate func shownHeaders(hidesSecrets: Bool) -> JSON {
        .array(
            fields.lines.map { line in
                let value = hidesSecrets ? Self.masked(line) : line.value
                return .array([.string(line.name), .string(value)])
            })
    }

    private static func masked(_ line: HTTPField) -> String {
        let name = line.name.lowercased()
        if name == "authorization" || name == "proxy-authorization" {
            return line.value.prefix { $0 != " " } + " " + Masking.mask
        }
        let isSecret = name == "cookie" || SecretName(line.name).isSecret
        return isSecret ? Masking.mask : Masking.withoutSecrets(line.value)
    }
}
