import JSONTree
import Scenarios
import VoucherLedger

extension JournalRecord {
    /// The greatest number that a record may have, and a delivery: more than a journal of any size
    /// needs, and far from where integers end.
    private static let numberMax: Int64 = 1 << 53

    /// Reads a record from a journal file; nil when it has a flaw.
    init?(_ json: JSON) {
        guard Self.flaw(in: json) == nil, let seq = json["seq"]?.integer,
            let at = json["at"]?.text.flatMap(Timestamp.unixNs)
        else { return nil }
        if json["kind"] != nil {
            self.init(seq: Int(seq), at: at, operation: nil)
            note = json.members.map { object in
                JSONObject(
                    object.members.filter { !["seq", "at"].contains($0.name) }
                        .map { ($0.name, $0.value) })
            }
            ended = .sent
            return
        }
        let operation = json["operation"]?.text.flatMap(Scenarios.Operation.init(rawValue:))
        self.init(seq: Int(seq), at: at, operation: operation)
        request = Self.bytes(json["request"])
        response = Self.bytes(json["response"])
        processedAt = json["processedAt"]?.text.flatMap(Timestamp.unixNs)
        finishedAt = json["finishedAt"]?.text.flatMap(Timestamp.unixNs)
        transaction = json["transaction"]?.text
        messageID = json["messageId"]?.text
        client = json["client"]?.text
        credentials = json["credentials"]?.text
        codeHash = json["codeHash"]?.text
        source = isDelivery ? nil : MessageSource(json)
        terminal = json["terminal"]?.text
        attempt = json["attempt"]?.integer.map { Int($0) }
        provider = json["provider"]?.text
        rule = json["rule"]?.text
        fault = json["fault"]?.text
        refused = json["refused"]?.text
        nearMiss = json["nearMiss"]?.text
        tolerated = (json["tolerated"]?.items ?? []).compactMap(\.text)
        processed = json["processed"] == .bool(true)
        upstream = json["upstream"]?.text.flatMap { [processed] name in
            Upstream(name: name, isProcessed: processed)
        }
        status = json["status"]?.integer.map { Int($0) }
        ended = json["ended"]?.text.flatMap(Ended.init(rawValue:)) ?? .pending
        state = json["state"]?.text
    }

    /// Why a line cannot be a record: it lacks what every record has, or tells of a time or a
    /// number that no mock writes. Nil when it can.
    static func flaw(in json: JSON) -> String? {
        guard json.members != nil else { return "the record is not an object" }
        guard json["sandbox"]?.text != nil else { return "sandbox: missing" }
        for name in ["at", "processedAt", "finishedAt"] {
            guard let value = json[name], value != .null else { continue }
            guard value.text.flatMap(Timestamp.unixNs) != nil else {
                return "\(name): not a time from 1970 to 2262, as in 2026-01-28T10:41:29.123Z"
            }
        }
        for (name, bounds) in [
            ("seq", 1...numberMax), ("attempt", 1...numberMax), ("status", 100...999),
            ("connection", 1...numberMax), ("requestOnConnection", 1...numberMax),
        ] {
            guard let value = json[name], value != .null else { continue }
            guard value.integer.map(bounds.contains) == true else {
                return "\(name): not a number from \(bounds.lowerBound) to \(bounds.upperBound)"
            }
        }
        let missing = ["seq", "at"].first { json[$0] == nil || json[$0] == .null }
        return missing.map { "\($0): missing" }
    }

    private static func bytes(_ body: JSON?) -> [UInt8] {
        switch body {
        case nil, .null: []
        case .string(let text): Array(text.utf8)
        case let body?: body.encoded
        }
    }
}
