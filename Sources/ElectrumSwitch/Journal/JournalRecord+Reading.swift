import JSONTree
import Scenarios
import VoucherLedger

extension JournalRecord {
    /// Reads a record from a journal file; nil when it is none.
    init?(_ json: JSON) {
        guard let seq = json["seq"]?.integer,
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
        source = isDelivery ? nil : MessageSource(json)
        terminal = json["terminal"]?.text
        attempt = json["attempt"]?.integer.map { Int($0) }
        provider = json["provider"]?.text
        rule = json["rule"]?.text
        fault = json["fault"]?.text
        nearMiss = json["nearMiss"]?.text
        processed = json["processed"] == .bool(true)
        upstream = json["upstream"]?.text.flatMap { [processed] name in
            Upstream(name: name, isProcessed: processed)
        }
        status = json["status"]?.integer.map { Int($0) }
        ended = json["ended"]?.text.flatMap(Ended.init(rawValue:)) ?? .pending
        state = json["state"]?.text
    }

    private static func bytes(_ body: JSON?) -> [UInt8] {
        switch body {
        case nil, .null: []
        case .string(let text): Array(text.utf8)
        case let body?: body.encoded
        }
    }
}
