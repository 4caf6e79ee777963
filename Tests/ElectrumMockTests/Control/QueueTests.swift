import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// The store-and-forward queues (contract.md section 5.5).
@Suite(.blocking) struct QueueTests {
    /// When a time of the sandbox is, in milliseconds of its minute.
    private func milliseconds(_ record: JSON, _ name: String, since start: JSON?) throws -> Int {
        func value(_ json: JSON?) throws -> Int {
            let parts = try #require(json?.text).dropFirst(11).dropLast()
                .split { ":.".contains($0) }.compactMap { Int($0) }
            return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1_000 + parts[3]
        }
        let day = 86_400_000
        return try (value(record[name]) - value(start) + day) % day
    }

    @Test("An advice is answered at once; what is not answered blocks what is behind it")
    func headOfLine() async throws {
        let rule =
            "when: {amount: 10001}, replies: [lost: request, garbled: html-502, normal]"
        try await withProvider(away: rule) { sandbox, till in
            var till = till
            let begin = try sandbox.ask("GET").json["now"]
            for number in 1...3 {
                till.amount = number == 1 ? 10_001 : 10_000
                #expect(try till.provision(uuid(number)).status == 201)
            }
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            try sandbox.advance("1s")
            #expect(try till.reverse(uuid(2), id: uuid(12)).status == 202)
            #expect(try till.confirm(uuid(3), id: uuid(13)).status == 202)

            let queue = try sandbox.queue()
            #expect(queue.map { $0["transaction"]?.text } == [1, 2, 3].map(uuid))
            #expect(queue.map { $0["operation"]?.text } == ["confirm", "reverse", "confirm"])
            #expect(queue.map { $0["attempts"]?.integer } == [1, 0, 0])
            let due = try queue.map { try milliseconds($0, "nextAt", since: begin) }
            #expect(due == [5_000, 5_000, 5_000])
            let states = ["confirmed/issued", "reversed/issued", "confirmed/issued"]
            #expect(try [1, 2, 3].map { try sandbox.state(of: uuid($0)) } == states)

            try sandbox.advance("4s")
            #expect(try sandbox.queue().map { $0["attempts"]?.integer } == [2, 0, 0])
            try sandbox.advance("5s")
            #expect(try sandbox.queue().isEmpty)
            let after = ["confirmed/confirmed", "reversed/reversed", "confirmed/confirmed"]
            #expect(try [1, 2, 3].map { try sandbox.state(of: uuid($0)) } == after)
        }
    }

    @Test("Deliveries are journalled in order, each with its attempt, time and end")
    func journal() async throws {
        let rule =
            "when: {amount: 10001}, replies: [lost: request, garbled: html-502, normal]"
        try await withProvider(away: rule) { sandbox, till in
            var till = till
            let begin = try sandbox.ask("GET").json["now"]
            till.amount = 10_001
            #expect(try till.provision(uuid(1)).status == 201)
            till.amount = 10_000
            #expect(try till.provision(uuid(2)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(11)).status == 202)
            #expect(try till.reverse(uuid(2), id: uuid(12)).status == 202)
            try sandbox.advance("idle")
            let records = try sandbox.records("?operation=deliver-confirm,deliver-reverse")
            let facts = try records.map { record in
                let operation = record["operation"]?.text ?? ""
                let end = record["ended"]?.text ?? ""
                let attempt = record["attempt"]?.integer ?? 0
                let time = try milliseconds(record, "at", since: begin)
                return "\(operation) \(attempt) at \(time) \(end)"
            }
            #expect(
                facts == [
                    "deliver-confirm 1 at 0 closed", "deliver-confirm 2 at 5000 closed",
                    "deliver-confirm 3 at 10000 sent", "deliver-reverse 1 at 10000 sent",
                ])
            #expect(records.map { $0["rule"]?.text } == ["away", "away", "away", nil])
            #expect(records[1]["fault"]?.text == "garbled html-502")
        }
    }

    @Test("A queue that was blocked is delivered when the outage ends, not in the past of it")
    func backlog() async throws {
        try await withProvider(away: "during: {for: 60s}, replies: [lost: request]") {
            sandbox, till in
            let begin = try sandbox.ask("GET").json["now"]
            for number in 1...3 {
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(10 + number)).status == 202)
            }
            try sandbox.advance("idle")
            let records = try sandbox.records("?operation=deliver-confirm")
            let times = try records.map { try milliseconds($0, "at", since: begin) }
            #expect(times == (0...12).map { $0 * 5_000 } + [60_000, 60_000])
            let attempts = records.map { $0["attempt"]?.integer ?? 0 }
            #expect(attempts == (1...13) + [1, 1])
        }
    }

    @Test("A slow provider has processed an advice only when it answers")
    func slowProvider() async throws {
        try await withProvider(away: "replies: [{delay: 3s}]") { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try sandbox.queue().map { $0["attempts"]?.integer } == [1])
            try sandbox.advance("2999ms")
            #expect(try sandbox.state(of: uuid(1)) == "confirmed/issued")
            try sandbox.advance("1ms")
            #expect(try sandbox.state(of: uuid(1)) == "confirmed/confirmed")
            #expect(try sandbox.queue().isEmpty)
            #expect(try sandbox.records("?operation=deliver-confirm").count == 1)
        }
    }

    @Test("An acknowledgement that gets lost is followed by another delivery of what is processed")
    func lostAcknowledgement() async throws {
        try await withProvider(away: "replies: [lost: reply, normal]") { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.reverse(uuid(1), id: uuid(2)).status == 202)
            #expect(try sandbox.state(of: uuid(1)) == "reversed/reversed")
            #expect(try sandbox.queue().count == 1)
            try sandbox.advance("5s")
            #expect(try sandbox.queue().isEmpty)
        }
    }

    @Test("An advice that the till repeats is delivered once")
    func repeated() async throws {
        try await withProvider(away: "replies: [lost: request, normal]") { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 201)
            for _ in 1...3 { #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202) }
            #expect(try sandbox.queue().count == 1)
            try sandbox.advance("idle")
            for _ in 1...3 { #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202) }
            #expect(try sandbox.queue().isEmpty)
            #expect(try sandbox.records("?operation=deliver-confirm").count == 2)
        }
    }

    @Test("Each provider has a queue of its own, and Stellr's advices never enter one")
    func providers() async throws {
        try await withProvider(away: "replies: [lost: request]") { sandbox, till in
            var till = till
            for (number, receiver) in ["OTT", "Netcare", "Stellr"].enumerated() {
                till.receiver = receiver
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(10 + number)).status == 202)
            }
            let queues = try sandbox.ask("GET", "/queue").json["providers"]?.items ?? []
            #expect(queues.map { $0["provider"]?.text } == ["netcare", "ott"])
            #expect(queues.map { $0["depth"]?.integer } == [1, 1])
            #expect(try sandbox.state(of: uuid(2)) == "confirmed/issued")
            #expect(try sandbox.records("?operation=deliver-confirm").count == 2)
        }
    }

    @Test("A 24-hour outage is over in seconds")
    func dayOfOutage() async throws {
        try await withProvider(away: "during: {for: 24h}, replies: [lost: request]") {
            sandbox, till in
            for number in 1...3 {
                #expect(try till.provision(uuid(number)).status == 201)
                #expect(try till.confirm(uuid(number), id: uuid(10 + number)).status == 202)
            }
            let start = ContinuousClock.now
            try sandbox.advance("23h")
            #expect(try sandbox.queue().map { $0["attempts"]?.integer } == [16_561, 0, 0])
            #expect(try sandbox.advance("idle").json["idle"] == true)
            let duration = ContinuousClock.now - start
            #expect(try sandbox.queue().isEmpty)
            #expect(try sandbox.state(of: uuid(3)) == "confirmed/confirmed")
            #expect(duration < .seconds(10))
        }
    }
}
