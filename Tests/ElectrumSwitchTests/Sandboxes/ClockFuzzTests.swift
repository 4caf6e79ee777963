import Foundation
import HTTPMessages
import JSONTree
import Scenarios
import Testing
import WireTesting

@testable import ElectrumSwitch

/// Whatever the machine's clock says, and however a manual one is moved, the switch answers.
struct ClockFuzzTests {
    /// How many lives are tried; `make test-million` tries a million.
    static let inputs: Int = {
        let text = ProcessInfo.processInfo.environment["ELECTRUM_MOCK_TEST_INPUTS"]
        return text.flatMap { Int($0) } ?? 1_000
    }()

    private static let rules = [
        "[]", "[{name: a, on: [deliver], replies: [lost: request, {lost: request, delay: 3650d}]}]",
        "[{name: a, on: [provision], replies: [{processing: 36500d, delay: 36500d}]}]",
        "[{name: a, on: [provision], replies: [{lost: reply, hold: 36500d, delay: 1h}]}]",
        """
        [{name: a, during: {from: 10s, for: 30s, every: 60s}, replies: [error: 500 GENERAL_ERROR]},
         {name: b, on: [deliver], replies: [{delay: {median: 1h, p99: 36500d}}]}]
        """,
    ]

    private static let spans = [
        "0s", "1ms", "5s", "30s", "6h", "1095d", "36500d", "idle", "-1s", "1e9d", "99999999d",
    ]

    @Test("Clocks that jump, and advances of every size", arguments: 0..<4)
    func jumps(shard: UInt64) throws {
        let seed = 20_260_128 + shard
        print("clock fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let scenarios = try Self.rules.map {
            try Scenario(name: "clock", yaml: "rules: \($0)", file: "clock.yaml")
        }
        for _ in 0..<Self.inputs / 4 {
            var configuration = Switch.Configuration()
            configuration.scenario = scenarios.randomElement(using: &generator)
            configuration.hasManualClock = Bool.random(using: &generator)
            configuration.recorder = { _ in }
            var client = SocketlessClient(handler: Switch(configuration), turnsMax: 16)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                client.now = Self.later(than: client.now, using: &generator)
                try Self.act(client, using: &generator)
            }
        }
    }

    /// A reading of the clocks: one never goes back, the other jumps as it likes.
    private static func later(than now: Instant, using generator: inout SeededGenerator) -> Instant
    {
        let passed = Int64.random(in: 0...3_600_000_000_000, using: &generator)
        let unix: Int64 =
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: .min
            case 1: .max
            case 2: 0
            case 3: .random(in: .min ... .max, using: &generator)
            case 4: now.unix
            default: now.unix.saturatingSum(passed)
            }
        return Instant(uptime: now.uptime + passed, unix: unix)
    }

    private static func act(_ client: SocketlessClient, using generator: inout SeededGenerator)
        throws
    {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0, 1:
            let till = SocketlessTill(handler: client.handler, sandbox: "default", now: client.now)
            till.sell(Int.random(in: 1...3, using: &generator))
        case 2, 3:
            let span = spans.randomElement(using: &generator) ?? "0s"
            _ = client.ask("POST", "/_mock/sandboxes/default/clock", "{\"advance\":\"\(span)\"}")
        case 4:
            client.handler.tick(at: client.now)
        default:
            for part in ["", "/queue", "/journal", "/transactions"] {
                let answer = client.ask("GET", "/_mock/sandboxes/default\(part)")
                let response = try #require(answer)
                #expect(response.status == 200)
                #expect(throws: Never.self) { try JSON(parsing: response.body) }
            }
        }
    }
}
