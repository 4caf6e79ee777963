import JSONTree
import VoucherLedger

extension JournalRecord {
    /// The record as the control API and the journal file show it.
    ///
    /// - Parameter hidesSecrets: whether it leaves memory, so that secrets are masked.
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
        append("transaction", hidesSecrets ? shownTransaction : transaction)
        append("messageId", messageID)
        append("client", hidesSecrets && hidesClient ? Masking.mask : client)
        if let credentials { append("credentials", credentials) }
        if let codeHash { append("codeHash", codeHash) }
        source?.append(to: &object)
        append("terminal", terminal)
        object.append("attempt", attempt.map { .number(JSONNumber($0)) } ?? .null)
        append("provider", provider)
        append("rule", rule)
        append("fault", fault)
        if let refused { append("refused", refused) }
        if let nearMiss { append("nearMiss", nearMiss) }
        if !tolerated.isEmpty {
            object.append("tolerated", .array(tolerated.map { .string($0) }))
        }
        if let upstream { append("upstream", upstream.name) }
        object.append("processed", .bool(processed))
        object.append("status", status.map { .number(JSONNumber($0)) } ?? .null)
        append("ended", ended.rawValue)
        append("state", state ?? "none")
        if hidesSecrets { object = Self.withoutCards(object) }
        let masking = hidesSecrets ? Masking(codeStand: codeStand, echoes: echoes) : nil
        object.append("request", Self.body(request, masking))
        object.append("response", Self.body(response, masking))
        return .object(object)
    }

    /// The id of what the message is about, as it may leave memory: a path may have a code in its
    /// place.
    var shownTransaction: String? {
        guard let transaction, TransactionID(transaction) == nil else { return transaction }
        let body = try? JSONView(parsing: request)
        let isAnID = ["id", "requestId"].contains { body?[$0]?.text == transaction }
        return isAnID ? Masking.withoutCards(transaction) : Masking.mask
    }

    private static func withoutCards(_ object: JSONObject) -> JSONObject {
        JSONObject(
            object.members.map { member in
                (
                    member.name,
                    member.value.text.map { .string(Masking.withoutCards($0)) } ?? member.value
                )
            })
    }

    /// A body as JSON; one that is none as text. Where it might hold secrets, only an object can
    /// be masked.
    private static func body(_ bytes: [UInt8], _ masking: Masking?) -> JSON {
        guard !bytes.isEmpty else { return .null }
        let json = try? JSON(parsing: bytes)
        guard let masking else { return json ?? .string(String(decoding: bytes, as: UTF8.self)) }
        guard let json, json.members != nil else {
            return .string("\(bytes.count) bytes that are no JSON object")
        }
        return masking.masked(json)
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
