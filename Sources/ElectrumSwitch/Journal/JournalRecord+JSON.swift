import JSONTree
import VoucherLedger

extension JournalRecord {
    /// The record as the control API and the journal file show it.
    ///
    /// - Parameter hidesSecrets: whether PINs, card numbers and voucher codes are masked.
    func json(sandbox: String, hidesSecrets: Bool) -> JSON {
        var object = JSONObject([("seq", JSON.number(JSONNumber(seq)))])
        if let note {
            object.append("at", .string(Timestamp.text(unixNs: at)))
            for member in note.members { object.append(member.name, member.value) }
            return .object(object)
        }
        func append(_ name: String, _ text: String?) {
            object.append(name, text.map(JSON.string) ?? .null)
        }
        append("at", Timestamp.text(unixNs: at))
        if let processedAt { append("processedAt", Timestamp.text(unixNs: processedAt)) }
        append("finishedAt", finishedAt.map { Timestamp.text(unixNs: $0) })
        append("sandbox", sandbox)
        append("operation", operationName)
        append("transaction", transaction)
        append("messageId", messageID)
        append("client", client)
        if let credentials { append("credentials", credentials) }
        source?.append(to: &object)
        append("terminal", terminal)
        object.append("attempt", attempt.map { .number(JSONNumber($0)) } ?? .null)
        append("provider", provider)
        append("rule", rule)
        append("fault", fault)
        if let nearMiss { append("nearMiss", nearMiss) }
        if !tolerated.isEmpty {
            object.append("tolerated", .array(tolerated.map { .string($0) }))
        }
        if let upstream { append("upstream", upstream.name) }
        object.append("processed", .bool(processed))
        object.append("status", status.map { .number(JSONNumber($0)) } ?? .null)
        append("ended", ended.rawValue)
        append("state", state ?? "none")
        object.append("request", Self.body(request, hidesSecrets: hidesSecrets))
        object.append("response", Self.body(response, hidesSecrets: hidesSecrets))
        return .object(object)
    }

    /// A body as JSON; one that is none as text. Where it might hold secrets, only an object can
    /// be masked.
    private static func body(_ bytes: [UInt8], hidesSecrets: Bool) -> JSON {
        guard !bytes.isEmpty else { return .null }
        let json = try? JSON(parsing: bytes)
        guard hidesSecrets else { return json ?? .string(String(decoding: bytes, as: UTF8.self)) }
        guard let json, json.members != nil else {
            return .string("\(bytes.count) bytes that are no JSON object")
        }
        return Masking.masked(json)
    }
}

extension Upstream {
    /// The word of the journal; `processed` tells the two ways of failing apart.
    fileprivate var name: String {
        switch self {
        case .issues: "issues"
        case .declines: "declines"
        case .fails: "fails"
        }
    }

    /// What the journal says with a word and `processed`; nil for no such word.
    init?(name: String, isProcessed: Bool) {
        switch name {
        case "issues": self = .issues
        case "declines": self = .declines
        case "fails": self = .fails(issued: isProcessed)
        default: return nil
        }
    }
}
