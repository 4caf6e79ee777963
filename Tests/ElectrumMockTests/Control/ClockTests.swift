import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// `POST …/clock`.
@Suite(.blocking) struct ClockTests {
    private func withClock(
        _ rules: String = "[]", _ body: (ControlledSandbox, MockServer) async throws -> Void
    ) async throws {
        let scenario = try Scenario(name: "clock", yaml: "rules: \(rules)", file: "clock.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.hasManualClock = true
        } _: { mock in
            try await body(ControlledSandbox(of: mock), mock)
        }
    }

    @Test("A manual clock stands still, and every timestamp with it")
    func stands() async throws {
        try await withClock { sandbox, mock in
            let begin = try #require(sandbox.ask("GET").json["now"])
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try await sandbox.finished("provision")["finishedAt"] == begin)
            #expect(try sandbox.ask("GET").json["now"] == begin)
            let now = try sandbox.advance("1500ms").json["now"]
            #expect(try sandbox.ask("GET").json["now"] == now)
            #expect(now != begin)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try await sandbox.finished("confirm")["at"] == now)
            #expect(try await sandbox.finished("deliver-confirm")["at"] == now)
        }
    }

    @Test("The expiry of a voucher goes by it")
    func expiry() async throws {
        try await withClock { sandbox, mock in
            let till = try Till(mock)
            func expiry(_ id: String) throws -> String? {
                try till.provision(id).json["voucher"]?["expiryDate"]?.text
            }
            let first = try #require(try expiry(uuid(1)))
            #expect(try expiry(uuid(2)) == first)
            try sandbox.advance("365d")
            let second = try #require(try expiry(uuid(3)))
            #expect(second.dropFirst(10) == first.dropFirst(10))
            let years = try [first, second].map { try #require(Int($0.prefix(4))) }
            #expect(years[1] == years[0] + 1)
        }
    }

    @Test("It goes from one due thing to the next, and lets each happen in its time")
    func stepwise() async throws {
        let rules = """
            [{name: a, on: [provision], when: {cents: 1}, replies: [{processing: 2s, delay: 3s}]},
             {name: b, on: [provision], when: {cents: 2}, replies: [{delay: 4s}]},
             {name: c, on: [provision], when: {cents: 3}, replies: [{lost: reply, hold: 6s}]}]
            """
        try await withClock(rules) { sandbox, mock in
            let begin = try #require(sandbox.ask("GET").json["now"]?.text)
            var clients: [WireClient] = []
            for number in 1...3 {
                var till = try Till(mock)
                till.amount = Int64(10_000 + number)
                till.client.send(till.message(.provision, on: uuid(number)))
                try sandbox.awaitArrival(of: "provision", on: uuid(number))
                clients.append(till.client)
            }
            try sandbox.advance("1h")
            // The clock waits for those that it wakes, so all of this has happened by now.
            let records = try sandbox.records()
            let ends = records.map { Self.seconds($0["finishedAt"]?.text, since: begin) }
            #expect(ends == [5, 4, 6])
            let processed = Self.seconds(records[0]["processedAt"]?.text, since: begin)
            #expect(processed == 2)
            #expect(try clients[0].readResponse().status == 201)
            #expect(try clients[1].readResponse().status == 201)
            #expect(try clients[2].readToEnd() == .cleanEnd)
        }
    }

    /// Seconds between two times less than a day apart.
    private static func seconds(_ time: String?, since start: String) -> Int? {
        func value(_ text: String) -> Int {
            let parts = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
            return (parts[0] * 60 + parts[1]) * 60 + parts[2]
        }
        return time.map { (value($0) - value(start) + 86_400) % 86_400 }
    }

    @Test("What was sent before the clock is moved has got to where it waits for the clock")
    func race() async throws {
        try await withClock("[{name: late, replies: [{processing: 1s, delay: 1s}]}]") {
            sandbox, mock in
            for number in 1...100 {
                let till = try Till(mock)
                till.client.send(till.message(.provision, on: uuid(number)))
                try sandbox.advance("2s")
                #expect(till.client.hasInput(withinMs: 0), "\(number)")
                #expect(try till.client.readResponse().status == 201)
            }
        }
    }

    @Test("Until idle it moves as far as something waits, and no further")
    func idle() async throws {
        try await withClock("[{name: slow, on: [provision], replies: [{delay: 90s}]}]") {
            sandbox, mock in
            let begin = try #require(sandbox.ask("GET").json["now"]?.text)
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            let reply = try sandbox.advance("idle").json
            #expect(reply["idle"] == true)
            #expect(Self.seconds(reply["now"]?.text, since: begin) == 90)
            #expect(try till.client.readResponse().status == 201)
            #expect(try sandbox.advance("idle").json["now"] == reply["now"])
        }
    }

    @Test("Windows of a scenario open and close with it")
    func windows() async throws {
        let rules = """
            [{name: outage, during: {from: 10s, for: 5s},
              replies: [error: 503 UPSTREAM_UNAVAILABLE]}]
            """
        try await withClock(rules) { sandbox, mock in
            let till = try Till(mock)
            var statuses: [Int] = []
            for (number, span) in ["9999ms", "1ms", "4999ms", "1ms"].enumerated() {
                try sandbox.advance(span)
                statuses.append(try till.provision(uuid(number + 1)).status)
            }
            #expect(statuses == [201, 503, 503, 201])
        }
    }

    @Test("A client that leaves while it waits for the clock does not hold it up")
    func departure() async throws {
        try await withClock("[{name: slow, replies: [{delay: 10s}]}]") { sandbox, mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            till.client.close()
            #expect(try await sandbox.finished("provision")["ended"] == "client-left")
            #expect(try sandbox.advance("1h").status == 200)
        }
    }

    @Test("A trickle goes by the machine's time, and does not hold the clock up")
    func trickle() async throws {
        let rules = "[{name: slow, replies: [{slow: {bytes: 10, every: 1h}, delay: 10s}]}]"
        try await withClock(rules) { sandbox, mock in
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            try sandbox.advance("10s")
            #expect(try till.client.read(count: 10) == Array("HTTP/1.1 2".utf8))
            try sandbox.advance("1h")
        }
    }

    @Test(
        "What it does not understand is refused with a hint",
        arguments: [
            ("", "does not say how far"), ("{}", "does not say how far"),
            ("{\"advance\":5}", "does not say how far"), ("[]", "not a JSON object"),
            ("{\"advance\":", "Malformed JSON"), ("{\"advance\":\"5\"}", "not a valid duration"),
            ("{\"advance\":\"-5s\"}", "not a valid duration"),
            ("{\"advance\":\"soon\"}", "not a valid duration"),
            ("{\"advance\":\"36500d\"}{", "Malformed JSON"),
        ])
    func refused(body: String, words: String) async throws {
        try await withClock { sandbox, _ in
            let reply = try sandbox.ask("POST", "/clock", body)
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"]?.text?.contains(words) == true, "\(reply.json)")
            #expect(reply.json["detailMessage"]?["hint"]?.text?.isEmpty == false)
        }
    }

    @Test("It runs for a hundred years and no longer")
    func end() async throws {
        try await withClock { sandbox, mock in
            try sandbox.advance("36500d")
            #expect(try Till(mock).provision(uuid(1)).status == 201)
            let reply = try sandbox.ask("POST", "/clock", "{\"advance\":\"1s\"}")
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"]?.text?.contains("100 years") == true)
        }
    }

    @Test("A real clock is not moved")
    func real() async throws {
        try await withMock { mock in
            let reply = try ControlledSandbox(of: mock).ask(
                "POST", "/clock", "{\"advance\":\"1s\"}")
            #expect(reply.status == 400)
            let hint = reply.json["detailMessage"]?["hint"]?.text ?? ""
            #expect(hint.contains("\"clock\": \"manual\""))
        }
    }
}
