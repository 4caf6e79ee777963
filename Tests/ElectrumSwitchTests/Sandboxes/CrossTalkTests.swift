import HTTPMessages
import Journal
import Scenarios
import TestSupport
import Testing

@testable import ElectrumSwitch

/// Sandboxes that are used at once.
@Suite struct CrossTalkTests {
    private static let sandboxes = 200
    private static let transactions = 100
    private static let now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// The scenarios that the sandboxes play in turn.
    private static let scenarios = [
        "[]",
        """
        [{name: failing, chance: 25%, replies: [error: 503 UPSTREAM_UNAVAILABLE]},
         {name: unreadable, chance: 10%, replies: [garbled: empty]}]
        """,
        """
        [{name: reply-lost, chance: 20%, replies: [{lost: reply, by: close}]},
         {name: request-lost, chance: 20%, replies: [{lost: request, by: reset}]}]
        """,
        """
        [{name: attempts, on: [provision, retry],
          replies: [error: 503 UPSTREAM_UNAVAILABLE,
                    {error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}, normal]},
         {name: advices, on: [confirm], every: 3, replies: [error: 500 GENERAL_ERROR]},
         {name: away, on: [deliver], every: 5, per: sandbox, replies: [lost: request]}]
        """,
        "[{name: no, on: [provision], chance: 50%, replies: [decline: 404 DO_NOT_HONOR]}]",
    ]

    @Test("200 sandboxes of 100 transactions at once: each journal is that of a run alone")
    func sameAsAlone() async throws {
        let together = try await Self.journals(beside: Array(0..<Self.sandboxes))
        try await withThrowingTaskGroup { group in
            for number in 0..<Self.sandboxes {
                group.addTask {
                    let alone = try await Self.journals(beside: [number])
                    #expect(alone[number]?.count ?? 0 > 2 * Self.transactions, "sandbox \(number)")
                    #expect(together[number] == alone[number], "sandbox \(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    /// The journals of sandboxes that one switch serves at the same time, by number.
    private static func journals(beside numbers: [Int]) async throws -> [Int: [JournalRecord]] {
        let handler = Switch(Switch.Configuration())
        for number in numbers {
            let rules = scenarios[number % scenarios.count]
            let scenario = try Scenario(
                name: "\(number % scenarios.count)", yaml: "rules: \(rules)", file: "rules.yaml")
            handler.reset(
                "\(number)", scenario: scenario, seed: UInt64(number), hasManualClock: true, at: now
            )
        }
        await withTaskGroup { group in
            for number in numbers {
                group.addTask {
                    let till = Till(handler, in: "\(number)", at: now)
                    for transaction in 1...transactions {
                        till.play(transaction)
                        await Task.yield()
                    }
                }
            }
        }
        return numbers.reduce(into: [:]) { journals, number in
            journals[number] = handler.sandboxes.existing("\(number)")?
                .withState(at: now) { state, _ in state.core.journal.all }
        }
    }
}
