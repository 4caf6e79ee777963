import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import Synchronization
import TestSupport
import Testing
import Vocabulary

/// How sandboxes begin and end.
@Suite(.blocking) struct SandboxLifeTests {
    private static let waits = [
        "{delay: 1h}", "{processing: 1h}", "{lost: reply, hold: 1h}", "{lost: request, hold: 1h}",
    ]

    @Test("PUT makes a sandbox of what it is told, and says what it is")
    func put() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            let made = try sandbox.reset(["scenario": "f5-upstream-declined", "seed": 11])
            #expect(made.status == 201)
            #expect(made.json["name"]?.text == "mine")
            #expect(made.json["scenario"]?.text == "flows/f5-upstream-declined")
            #expect(made.json["seed"]?.integer == 11)
            #expect(made.json["clock"]?.text == "real")
            #expect(try sandbox.reset(["clock": "manual"]).status == 200)
            let seen = try sandbox.ask("GET").json
            #expect(seen["clock"]?.text == "manual")
            #expect(seen["scenario"]?.text == "none")
            #expect(seen["seed"]?.integer == 7)
        }
    }

    @Test("The same seed and messages bring the same voucher after a reset, another seed another")
    func seeds() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine"
            var codes: [String?] = []
            for seed in [11, 11, 12] as [JSON] {
                try sandbox.reset(["seed": seed])
                codes.append(try till.provision(uuid(1)).voucherCode)
            }
            #expect(codes[0] != nil)
            #expect(codes[0] == codes[1])
            #expect(codes[0] != codes[2])
        }
    }

    @Test(
        "PUT and DELETE end what waits in a sandbox, at once", arguments: ["PUT", "DELETE"], waits)
    func cancelled(method: String, reply: String) async throws {
        let scenario = try Self.waiting(reply)
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            for clock in ["real", "manual"] as [JSON] {
                let sandbox = try ControlledSandbox("mine", of: mock)
                try sandbox.reset(["clock": clock])
                let clients = try (1...5).map { number in
                    var till = try Till(mock)
                    till.basePath = "/sandboxes/mine"
                    till.client.send(till.message(.provision, on: uuid(number)))
                    try sandbox.awaitArrival(of: "provision", on: uuid(number))
                    return till.client
                }
                #expect(try sandbox.ask(method).status < 300)
                for client in clients { #expect(try client.readToEnd() == .cleanEnd) }
                if method == "PUT" { #expect(try sandbox.records().isEmpty) }
            }
        }
    }

    @Test("A test that awaits a message learns at once that its sandbox has gone")
    func awaitEnds() async throws {
        try await withMock {
            // With one lane, requests are seen in the order of sending.
            $0.lanes = 1
        } _: { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            try sandbox.reset()
            let waiting = try ControlClient(mock)
            #expect(try waiting.ask("GET", "/health").status == 200)
            waiting.send("GET", "/sandboxes/mine/journal/await?count=1&timeout=1h")
            #expect(!waiting.hasAnswer(withinMs: 20))
            #expect(try sandbox.ask("DELETE").status == 204)
            #expect(try waiting.reply().json["satisfied"] == false)
        }
    }

    @Test("The sandbox's own record comes first, however many messages make it at once")
    func beginning() async throws {
        try await withMock {
            $0.lanes = 4
        } _: { mock in
            for round in 1...30 {
                try await withThrowingTaskGroup { group in
                    for number in 1...4 {
                        group.addTask {
                            var till = try Till(mock)
                            till.basePath = "/sandboxes/round-\(round)"
                            #expect(try till.provision(uuid(number)).status == 201)
                        }
                    }
                    try await group.waitForAll()
                }
                let sandbox = try ControlledSandbox("round-\(round)", of: mock)
                let records = try sandbox.ask("GET", "/journal").json["records"]?.items ?? []
                let kinds = records.map { $0["kind"]?.text }
                #expect(kinds == ["sandbox", nil, nil, nil, nil], "round \(round)")
            }
        }
    }

    @Test("A deleted sandbox is unknown until it is used again, and then it is empty")
    func delete() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try sandbox.ask("DELETE").status == 204)
            #expect(try sandbox.ask("GET").status == 404)
            #expect(try sandbox.ask("DELETE").status == 404)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
            #expect(try sandbox.records().count == 1)
        }
    }

    @Test("Beyond 1,000 sandboxes the one that was idle longest makes room, with a note in the log")
    func eviction() async throws {
        let log = Mutex<[String]>([])
        let scenario = try Self.waiting("{delay: 1h}")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.log = { line in log.withLock { $0.append(line) } }
        } _: { mock in
            let first = try ControlledSandbox("first", of: mock)
            let second = try ControlledSandbox("second", of: mock)
            try first.reset()
            try second.reset()
            var till = try Till(mock)
            till.basePath = "/sandboxes/second"
            till.client.send(till.message(.provision, on: uuid(1)))
            try second.awaitArrival(of: "provision", on: uuid(1))
            for number in 3...1_000 { try ControlledSandbox("n\(number)", of: mock).reset() }
            #expect(try first.ask("GET").status == 200)

            try ControlledSandbox("last", of: mock).reset()
            #expect(try second.ask("GET").status == 410)
            #expect(try till.client.readToEnd() == .cleanEnd)
            #expect(try first.ask("GET").status == 200)
            let notes = log.withLock { $0.filter { $0.contains("made room") } }
            try #require(notes.count == 1)
            // Behind the time.
            #expect(notes[0].hasSuffix("Z sandbox second was idle longest and has made room"))
        }
    }

    private static func waiting(_ reply: String) throws -> Scenario {
        let text = "rules: [{name: wait, on: [provision], replies: [\(reply)]}]"
        return try Scenario(name: "wait", yaml: text, file: "wait.yaml")
    }
}
