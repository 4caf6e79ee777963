import JSONTree

extension JournalRecord {
    /// The record as the control API and the journal file show it.
    ///
    /// - Parameter hidesSecrets: whether PINs, card numbers and voucher codes are masked.
    func json(sandbox: String, hidesSecrets: Bool) -> JSON {
        var object = JSONObject([("seq", JSON.number(JSONNumber(seq)))])
        if let note {
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
        append("terminal", terminal)
        object.append("attempt", attempt.map { .number(JSONNumber($0)) } ?? .null)
        append("provider", provider)
        append("rule", rule)
        append("fault", fault)
        if let nearMiss { append("nearMiss", nearMiss) }
        object.append("processed", .bool(processed))
        object.append("status", status.map { .number(JSONNumber($0)) } ?? .null)
        append("ended", ended.rawValue)
        append("state", state ?? "none")
        object.append("request", Self.body(request, hidesSecrets: hidesSecrets))
        object.append("response", Self.body(response, hidesSecrets: hidesSecrets))
        return .object(object)
    }

    /// A body as JSON; one that is none as text, or not at all where it might hold secrets.
    private static func body(_ bytes: [UInt8], hidesSecrets: Bool) -> JSON {
        guard !bytes.isEmpty else { return .null }
        guard let json = try? JSON(parsing: bytes) else {
            return .string(
                hidesSecrets
                    ? "\(bytes.count) bytes that are no JSON"
                    : String(decoding: bytes, as: UTF8.self))
        }
        return hidesSecrets ? Masking.masked(json) : json
    }
}
