import JSONTree
import Vocabulary

extension JournalRecord {
    /// The line of the record, without its line feed.
    package var encoded: [UInt8] {
        var writer = RecordWriter(capacity: capacity)
        switch self {
        case .header(let header): header.write(to: &writer)
        case .sandbox(let sandbox):
            writer.begin(.sandbox, sandbox.place)
            sandbox.write(to: &writer)
        case .message(let shared), .delivery(let shared): shared.messages[0].write(to: &writer)
        case .clock(let place): writer.begin(.clock, place)
        case .reset(let place, let client):
            writer.begin(.reset, place)
            writer.known("client", client.name)
            writer.known("credentials", client.credentials)
        case .deleted(let place, let isEvicted):
            writer.begin(.deleted, place)
            if isEvicted { writer.member("evicted", true) }
        case .end(let place, let end):
            writer.begin(.end, place)
            writer.known("cause", end.laterWords["cause"] ?? end.cause?.rawValue)
            writer.value("rules", end.rules.json)
        case .late(let shared, let incarnation):
            let kind = RecordKind.late.rawValue
            let head = "{\"kind\":\"\(kind)\",\"incarnation\":\(incarnation),\"record\":"
            return Array(head.utf8) + JournalRecord(shared.value).encoded + [UInt8(ascii: "}")]
        case .rules(let place, let rules):
            writer.begin(.rules, place)
            writer.value("rules", rules.json)
        case .lost(let count):
            writer.begin(.lost)
            writer.member("records", count)
        case .other(_, let members):
            for member in members.members { writer.value(member.name, member.value) }
        }
        return writer.end()
    }

    /// About how many bytes the line has.
    private var capacity: Int {
        guard let shared else { return 1_024 }
        let message = shared.messages
        return 1_024 + message[0].request.byteCount + message[0].response.byteCount
    }
}

extension RecordedBody {
    /// The number of bytes; 0 for one read from a journal.
    package var byteCount: Int {
        switch self {
        case .received(let kept): kept.count
        case .encoded(let bytes): bytes.count
        case .value: 0
        }
    }
}

extension RecordWriter {
    fileprivate mutating func begin(_ kind: RecordKind) {
        member("kind", kind.rawValue)
    }

    fileprivate mutating func begin(_ kind: RecordKind, _ place: RecordPlace) {
        member("seq", place.seq)
        member("at", place.at)
        begin(kind)
        member("sandbox", place.sandbox)
    }
}

extension JournalHeader {
    fileprivate func write(to writer: inout RecordWriter) {
        writer.begin(.header)
        writer.member("product", product)
        writer.known("version", version)
        writer.known("journal", format)
        writer.known("salt", salt)
    }

    /// Returns true if the first line of a file is a header, whole or cut short.
    package static func isBeginning(_ line: [UInt8]) -> Bool {
        let length = min(line.count, beginning.count)
        if length > 0, line[..<length] == beginning[..<length] { return true }
        return (try? JSON(parsing: line))?["kind"]?.text == RecordKind.header.rawValue
    }

    /// The bytes with which every journal begins.
    private static let beginning = Array(
        #"{"kind":"\#(RecordKind.header.rawValue)","product":"\#(ProductInfo.name)""#.utf8)
}

extension RecordedMessage {
    fileprivate func write(to writer: inout RecordWriter) {
        writer.member("seq", seq)
        writer.member("at", at)
        if let processedAt { writer.member("processedAt", processedAt) }
        writer.member("finishedAt", finishedAt)
        writer.member("sandbox", sandbox)
        writer.member("operation", operation.rawValue)
        writer.member("transaction", transaction)
        writer.member("messageId", messageID)
        writer.known("spelledId", spelledID)
        writer.member("client", client)
        writer.known("credentials", credentials)
        writer.known("codeHash", codeHash)
        writer.known("connection", source?.connection)
        writer.known("requestOnConnection", source?.requestOnConnection)
        writer.known("userAgent", source?.userAgent)
        writer.known("clientSubject", source?.clientSubject)
        writer.known("traceparent", source?.traceparent)
        writer.member("terminal", terminal)
        writer.member("attempt", attempt)
        writer.member("provider", provider)
        writer.member("rule", rule)
        writer.member("fault", fault?.text)
        writer.known("garbled", laterWords["garbled"] ?? fault?.garbling?.rawValue)
        writer.known("lost", laterWords["lost"] ?? fault?.lost?.rawValue)
        writer.known("cutAt", fault?.position)
        writer.known("delivery", laterWords["delivery"] ?? fault?.delivery?.rawValue)
        writer.known("refused", refused)
        writer.known("nearMiss", nearMiss)
        if !tolerated.isEmpty { writer.member("tolerated", list: tolerated) }
        writer.known(
            "upstream", laterWords["upstream"] ?? upstream?.act.rawValue)
        writer.member("processed", processed)
        writer.member("status", status)
        writer.member("ended", laterWords["ended"] ?? ended.rawValue)
        writer.known("cutAfter", cutAfter)
        writer.member("state", laterWords["state"] ?? state.rawValue)
        writer.member("request", body: request)
        writer.member("response", body: response)
    }
}

extension SandboxRecord {
    fileprivate func write(to writer: inout RecordWriter) {
        writer.known("incarnation", incarnation)
        if dropped > 0 { writer.member("dropped", dropped) }
        writer.member("scenario", scenario)
        let number = seed.flatMap { JSONNumber(spelling: String($0)) }
        writer.value("seed", number.map(JSON.number) ?? .null)
        writer.member("draw", laterWords["draw"] ?? draw.rawValue)
        writer.known("clock", laterWords["clock"] ?? clock?.rawValue)
        writer.member("messaging", laterWords["messaging"] ?? messaging.rawValue)
        writer.value("rules", rules.json)
        writer.value("judge", judge.json)
        writer.value("expect", expect.json)
        let profiles = profiles.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        writer.value("profiles", .object(JSONObject(profiles)))
        writer.known("yaml", inlineText)
        let creator = madeBy == .standard ? nil : madeBy.rawValue
        writer.known("madeBy", laterWords["madeBy"] ?? creator)
    }
}

extension ProviderRecord {
    fileprivate var json: JSON {
        var object = JSONObject()
        if let name { object.append("name", .string(name)) }
        if let retries { object.append("retries", .string(retries)) }
        switch (confirmations, reversals) {
        case (nil, nil): break
        case (let confirmations?, let reversals?) where confirmations == reversals:
            object.append("advices", .string(confirmations))
        default:
            var advices = JSONObject()
            if let confirmations { advices.append("confirm", .string(confirmations)) }
            if let reversals { advices.append("reverse", .string(reversals)) }
            object.append("advices", .object(advices))
        }
        return .object(object)
    }
}

extension [RuleTally] {
    fileprivate var json: JSON { .array(map(\.json)) }
}

extension RuleTally {
    fileprivate var json: JSON {
        var object = JSONObject([
            ("name", .string(name)), ("required", .bool(isRequired)),
            ("replies", .number(JSONNumber(replyCount))),
        ])
        if let repliesGiven { object.append("given", .number(JSONNumber(repliesGiven))) }
        object.append("decided", .number(JSONNumber(decisionCount)))
        if let nearMiss { object.append("nearMiss", .string(nearMiss)) }
        return .object(object)
    }
}

extension Expectation {
    fileprivate var json: JSON {
        var object = JSONObject()
        let endings = finally.map { JSON.string($0.rawValue) }
        if let first = endings.first {
            object.append("finally", endings.count == 1 ? first : .array(endings))
        }
        var retries = JSONObject()
        if let retriesMin { retries.append("min", .number(JSONNumber(retriesMin))) }
        if let retriesMax { retries.append("max", .number(JSONNumber(retriesMax))) }
        if !retries.members.isEmpty { object.append("retries", .object(retries)) }
        if let provider { object.append("provider", .string(provider)) }
        return .object(object)
    }
}
