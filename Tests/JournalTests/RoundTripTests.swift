import JSONTree
import Testing
import Vocabulary

@testable import Journal

/// Each kind of record, as it is written and read.
struct RoundTripTests {
    private static let place = RecordPlace(
        seq: 7, at: UnixTime(nanoseconds: 1_769_596_889_123_000_000), sandbox: "till-7")

    private static let tallies = [
        RuleTally(
            name: "outage", isRequired: true, replyCount: 2, repliesGiven: 1, decisionCount: 1,
            nearMiss: nil),
        RuleTally(
            name: "netcare", isRequired: false, replyCount: 1, repliesGiven: nil,
            decisionCount: 0, nearMiss: "no provision for provider netcare; 1 for \"ott\""),
    ]

    private static var sandbox: SandboxRecord {
        var sandbox = SandboxRecord(seq: 1, at: place.at, name: "till-7")
        sandbox.scenario = "flows/f6-retries-succeed"
        sandbox.seed = .max
        sandbox.draw = .byOrder
        sandbox.clock = .manual
        sandbox.messaging = .single
        sandbox.rules = tallies
        sandbox.judge.rules["D3"] = JudgeSettings.Setting(level: .warn, values: [.retriesMax: 5])
        sandbox.judge.rules["D11"] = JudgeSettings.Setting(level: .off)
        sandbox.judge.common[.owedWithin] = 10_000
        sandbox.expect.finally = [.confirmed, .reversed]
        sandbox.expect.retriesMin = 1
        sandbox.expect.retriesMax = 3
        sandbox.expect.provider = "ott"
        sandbox.profiles = [
            "ott": ProviderRecord(
                name: "OTT", retries: "declined", confirmations: "forwarded",
                reversals: "consumed"),
            "mine": ProviderRecord(
                name: nil, retries: nil, confirmations: "forwarded", reversals: "forwarded"),
        ]
        sandbox.inlineText = "rules:\n  - {name: a}\n"
        sandbox.madeBy = .address
        return sandbox
    }

    private static func message(_ operation: Operation) -> RecordedMessage {
        var message = RecordedMessage(
            seq: 7, at: place.at, sandbox: "till-7", operation: operation)
        message.processedAt = place.at.advanced(by: .milliseconds(1))
        message.finishedAt = place.at.advanced(by: .milliseconds(2))
        message.transaction = "a1b2c3d4-0000-4000-8000-000000000001"
        message.messageID = "a1b2c3d4-0000-4000-8000-000000000002"
        message.spelledID = "A1B2C3D4-0000-4000-8000-000000000001"
        message.client = "22222222"
        message.credentials = "c0ffee00"
        message.codeHash = "c0ffee11"
        message.source = MessageSource(
            connection: 17, requestOnConnection: 3, userAgent: "okhttp/3.13",
            clientSubject: "CN=till 7")
        message.terminal = "term0001"
        message.attempt = 2
        message.provider = "ott"
        message.rule = "outage"
        var fault = RecordedFault("garbled truncated at 50%, delay 2s")
        fault.garbling = .truncated
        fault.position = "50%"
        message.fault = fault
        message.refused = "no valid request"
        message.nearMiss = "none came close"
        message.tolerated = ["tenders is required"]
        message.upstream = .fails(issued: true)
        message.processed = true
        message.status = 201
        message.ended = .clientLeft
        message.cutAfter = 120
        message.state = .provisioned
        message.request = .received(Array(#"{"id": "1", "amount": 1.50}"#.utf8))
        message.response = .received(Array("not JSON at all".utf8))
        return message
    }

    static let records: [JournalRecord] =
        [
            .header(JournalHeader(salt: "5a")), .sandbox(sandbox),
            .sandbox(SandboxRecord(seq: 1, at: place.at, name: "till-7")),
            JournalRecord(message(.provision)), JournalRecord(message(.deliverConfirm)),
            .clock(place),
            .reset(place, client: RecordedClient(name: "22222222", credentials: "c0ffee00")),
            .deleted(place, isEvicted: true), .deleted(place, isEvicted: false),
            .end(place, RecordedEnd(cause: .evicted, rules: tallies)),
            .end(place, RecordedEnd(cause: nil, rules: [])),
            .rules(place, tallies), .lost(7),
            .other(nil, JSONObject([("kind", "novelty"), ("of", [1, "two"])])),
        ]
        + Operation.allCases.map {
            JournalRecord(
                RecordedMessage(seq: 7, at: place.at, sandbox: "till-7", operation: $0))
        }
        + RecordedFault.Delivery.allCases.map { delivery in
            var message = message(.retry)
            message.fault = RecordedFault("lost reply by \(delivery)")
            message.fault?.delivery = delivery
            message.fault?.lost = .reply
            return JournalRecord(message)
        }

    @Test("A message whose fields were set and taken back equals one that never had them")
    func takenBack() {
        let texts: [WritableKeyPath<RecordedMessage, String?>] = [
            \.spelledID, \.codeHash, \.nearMiss, \.codePlaceholder,
        ]
        let plain = RecordedMessage(
            seq: 7, at: Self.place.at, sandbox: "till-7", operation: .provision)
        for text in texts {
            var message = plain
            message[keyPath: text] = "text"
            message.cutAfter = 7
            message.tolerated = ["tenders is required"]
            message.fault = RecordedFault("delay 2s")
            #expect(message[keyPath: text] == "text")
            #expect(message != plain)
            message.fault = nil
            message.tolerated = []
            message.cutAfter = nil
            message[keyPath: text] = nil
            #expect(message == plain)
        }
    }

    @Test(
        "What is written is read as it was, and written again in the same bytes", arguments: records
    )
    func roundTrip(record: JournalRecord) throws {
        let line = record.encoded
        let read = try JournalRecord(JSON(parsing: line))
        #expect(read.encoded == line, "\(String(decoding: line, as: UTF8.self))")
        #expect(read.place == record.place)
        // A body that was read is no longer that of the wire.
        guard let message = record.message, var found = read.message else {
            #expect(read == record)
            return
        }
        (found.request, found.response) = (message.request, message.response)
        #expect(found == message)
    }

    @Test("Every kind of record has a round trip")
    func kinds() throws {
        var kinds: Set<String> = []
        for record in Self.records {
            kinds.insert(try JSON(parsing: record.encoded)["kind"]?.text ?? "message")
        }
        let known: [RecordKind] = [
            .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .lost,
        ]
        #expect(kinds == Set(known.map(\.rawValue) + ["message", "novelty"]))
    }

    @Test(
        "A journal of 0.1 has its fault in words alone",
        arguments: [
            ("garbled bad-chunk", Garbling.badChunk, nil),
            ("error 503, processed, garbled truncated at byte 10", .truncated, nil),
            ("tls expired-certificate", nil, RecordedFault.Delivery.expiredCertificate),
            ("delay 2s", nil, nil), ("respond 201", nil, nil),
        ] as [(String, Garbling?, RecordedFault.Delivery?)])
    func faultInWords(
        text: String, garbling: Garbling?, delivery: RecordedFault.Delivery?
    ) throws {
        let json: JSON = [
            "seq": 1, "at": "2026-01-28T10:41:29Z", "sandbox": "a", "operation": "retry",
            "fault": .string(text),
        ]
        let fault = try #require(try JournalRecord(json).message?.fault)
        #expect(fault.text == text)
        #expect(fault.garbling == garbling)
        #expect(fault.delivery == delivery)
    }
}
