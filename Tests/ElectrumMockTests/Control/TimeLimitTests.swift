import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import JSONTree
import Journal
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Where times end: on the sandbox clock, on the machine's, and in sums of the two.
@Suite(.blocking) struct TimeLimitTests {
    private let directory = TemporaryDirectory()

    /// A mock whose provider acknowledges nothing and is asked again after `interval`.
    private func withSilentProvider(
        askedAgainAfter interval: String, rules: String = "",
        _ body: (ControlledSandbox, Till) async throws -> Void
    ) async throws {
        try directory.write(
            """
            name: Anyone
            delivery: {every: \(interval)}
            """, to: "set/providers/default.yaml")
        try directory.write(
            "rules: [{name: away, on: [deliver], replies: [lost: request]}\(rules)]",
            to: "set/away.yaml")
        try await withMock {
            let library = try ScenarioLibrary(directories: ["\(directory.path)/set"])
            $0.switching.library = library
            $0.switching.scenario = try library.scenario(named: "away")
            $0.switching.hasManualClock = true
        } _: { mock in
            try await body(ControlledSandbox(of: mock), Till(mock))
        }
    }

    @Test(
        "A clock that is to run until nothing is due stops where it ends, and says why",
        arguments: ["36500d", "5000d"])
    func idleEnds(interval: String) async throws {
        try await withSilentProvider(askedAgainAfter: interval) { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            for _ in 1...2 {
                let answer = try sandbox.advance("idle").json
                #expect(answer["idle"] == false)
                #expect(answer["stopped"]?.text?.contains("runs for 100 years") == true)
            }
            #expect(try sandbox.queue().count == 1)
            let beyond = try sandbox.ask("POST", "/clock", #"{"advance":"36500d"}"#)
            #expect(beyond.status == 400)
            #expect(try till.provision(uuid(3)).status == 201)
        }
    }

    @Test("Processing, delay and hold of 36,500 days each are never due, and nothing breaks")
    func sums() async throws {
        let rules =
            ", {name: long, on: [provision], replies: "
            + "[{lost: reply, by: silence, hold: 36500d, delay: 36500d, processing: 36500d}]}"
        try await withSilentProvider(askedAgainAfter: "6h", rules: rules) { sandbox, till in
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision")
            var stopped: String?
            for _ in 1...3 { stopped = try sandbox.advance("idle").json["stopped"]?.text }
            #expect(stopped?.contains("runs for 100 years") == true)
            #expect(try sandbox.state(of: uuid(1)) == "provisioned/issued")
            #expect(!till.client.hasInput(withinMs: 0))
        }
    }

    @Test("Parameters of the control API may be as large as numbers are")
    func parameters() async throws {
        try await withMock { _ in
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let most = Int.max
            #expect(try sandbox.ask("GET", "/transactions?limit=\(most)").status == 200)
            #expect(try sandbox.ask("GET", "/journal?since=\(most)").status == 200)
            let wait = "/journal/await?count=\(most)&since=\(most)&timeout=1ms"
            #expect(try sandbox.ask("GET", wait).json["satisfied"] == false)
            for path in [
                "/transactions?limit=9223372036854775808", "/journal?since=-1",
                "/journal/await?count=1e9", "/journal/await?timeout=36501d",
                "/journal/await?timeout=99999999999999999999999d",
            ] {
                let reply = try sandbox.ask("GET", path)
                #expect(reply.status == 400, "\(path)")
                #expect(reply.json["detailMessage"]?["hint"]?.text != nil)
            }
            let seed = try sandbox.ask("PUT", "", #"{"seed":9223372036854775807}"#)
            #expect(seed.status == 200)
            #expect(try sandbox.ask("PUT", "", #"{"seed":-9223372036854775808}"#).status == 400)
        }
    }

    @Test(
        "Whatever the machine's clock says, a sale is a sale, with times of a calendar",
        arguments: [0, 1, 1_769_596_889_123_000_000, Int64.max - 1, Int64.max])
    func machineClock(unix: Int64) throws {
        for hasManualClock in [false, true] {
            var configuration = Switch.Configuration()
            configuration.hasManualClock = hasManualClock
            let handler = Switch(configuration)
            var now = Instant(uptime: 3_600_000_000_000, unix: unix)
            #expect(try TestSupport.Till(handler, at: now).provision(uuid(1)).status == 201)
            // The clock is set back, and far ahead.
            now = Instant(uptime: 3_700_000_000_000, unix: unix == 0 ? .max : 0)
            handler.tick(at: now)
            let (records, time) = try #require(handler.records(of: "default", at: now))
            #expect(records.count { $0.message != nil } == 1)
            #expect(time.utf8.count == 24)
        }
    }
}
