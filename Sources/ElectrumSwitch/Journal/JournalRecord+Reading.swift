import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

extension JournalRecord {
    /// Reads a record from a journal file whose lines have been checked; nil when it lacks what
    /// every record has. A number or time out of its bounds counts as absent.
    init?(_ json: JSON) {
        guard let seq = Self.number(.seq, of: json), let at = Self.time("at", of: json),
            json["sandbox"]?.text != nil
        else { return nil }
        if json["kind"] != nil {
            self.init(seq: seq, at: at, operation: .unknown)
            note = json.members.map { object in
                JSONObject(
                    object.members.filter { !["seq", "at"].contains($0.name) }
                        .map { ($0.name, $0.value) })
            }
            ended = .sent
            return
        }
        let operation = json["operation"]?.text.flatMap(Operation.init) ?? .unknown
        self.init(seq: seq, at: at, operation: operation)
        request = Self.bytes(json["request"])
        response = Self.bytes(json["response"])
        processedAt = Self.time("processedAt", of: json)
        finishedAt = Self.time("finishedAt", of: json)
        transaction = json["transaction"]?.text
        messageID = json["messageId"]?.text
        spelledID = json["spelledId"]?.text
        client = json["client"]?.text
        credentials = json["credentials"]?.text
        codeHash = json["codeHash"]?.text
        source = operation.isDelivery ? nil : MessageSource(json)
        terminal = json["terminal"]?.text
        attempt = Self.number(.attempt, of: json)
        provider = json["provider"]?.text
        rule = json["rule"]?.text
        fault = json["fault"]?.text
        garbled = json["garbled"]?.text
        refused = json["refused"]?.text
        nearMiss = json["nearMiss"]?.text
        tolerated = (json["tolerated"]?.items ?? []).compactMap(\.text)
        processed = json["processed"] == .bool(true)
        upstream = json["upstream"]?.text.flatMap { [processed] name in
            Upstream(name: name, isProcessed: processed)
        }
        status = Self.number(.status, of: json)
        ended = json["ended"]?.text.flatMap(Ended.init(rawValue:)) ?? .pending
        cutAfter = Self.number(.cutAfter, of: json)
        state = json["state"]?.text.flatMap(TransactionState.init) ?? .none
    }

    static func number(_ number: JournalNumber, of record: JSON) -> Int? {
        record[number.rawValue]?.integer.flatMap { number.bounds.contains($0) ? Int($0) : nil }
    }

    private static func time(_ name: String, of record: JSON) -> Int64? {
        record[name]?.text.flatMap { Vocabulary.Timestamp($0)?.unixNs }
    }

    private static func bytes(_ body: JSON?) -> [UInt8] {
        switch body {
        case nil, .null: []
        case .string(let text): Array(text.utf8)
        case let body?: body.encoded
        }
    }
}
