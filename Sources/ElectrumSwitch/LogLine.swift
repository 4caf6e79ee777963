import HTTPMessages

/// The line that an exchange leaves in the log.
enum LogLine {
    /// `2026-01-28T10:41:29.123Z provision 503 PROVISION-UUID rule provider-outage: error 503 …`.
    static func text(for record: JournalRecord, in sandbox: String) -> String {
        var parts = [
            Timestamp.text(unixNs: record.at), record.operationName,
            record.status.map { String($0) } ?? "-", record.transaction ?? "-",
        ]
        if sandbox != Sandboxes.defaultName { parts.append("sandbox \(sandbox)") }
        if let rule = record.rule { parts.append("rule \(rule): \(record.fault ?? "normal")") }
        if record.ended != .sent { parts.append(record.ended.rawValue) }
        return parts.joined(separator: " ")
    }

    /// A request that is no message of the interface; its query may hold a voucher's code.
    static func text(for request: HTTPRequest, _ response: HTTPResponse, at now: Instant)
        -> String
    {
        let time = Timestamp.text(unixNs: now.unix)
        return "\(time) \(request.method) \(request.path) \(response.status)"
    }

    /// Something that happened outside an exchange.
    static func text(for reason: String, at now: Instant) -> String {
        "\(Timestamp.text(unixNs: now.unix)) \(reason)"
    }

    /// Input that never became a request.
    static func text(for refusal: Refusal, at now: Instant) -> String {
        "\(Timestamp.text(unixNs: now.unix)) refused \(refusal.status): \(refusal.reason)"
    }
}
