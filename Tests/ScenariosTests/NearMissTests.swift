import Testing
import Vocabulary

@testable import Scenarios

@Suite("A near miss")
struct NearMissTests {
    @Test(
        "names the rule that came closest, and what kept it away",
        arguments: [
            ("on: [confirm]", nil),
            ("when: {provider: ott}", "rule `r`: asks for provider ott, not default"),
            ("when: {terminal: T1}", "rule `r`: asks for terminal T1, which is not there"),
            (
                "when: {any: [{cents: 1}, {provider: ott, cents: 2}]}",
                "rule `r`: asks for cents 1 or provider ott and cents 2, which does not hold"
            ),
            (
                "when: {not: {provider: default}}",
                "rule `r`: asks for not (provider default), which does not hold"
            ),
            (
                "when: {amount: {min: 500, max: 900}}",
                "rule `r`: asks for amount ≥ 500, ≤ 900, not 100"
            ),
            (
                "during: {from: 10s, for: 5s, every: 60s}",
                "rule `r`: 2s is not in the window from 10s for 5s every 1m"
            ),
            ("every: 5", "rule `r`: matches one of every 5 occurrences, this was number 1"),
            ("chance: 0.0001%", "rule `r`: the draw let it pass (0.0001%)"),
        ] as [(String, String?)])
    func reasons(condition: String, expected: String?) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, \(condition), replies: [{lost: reply}]}")
        let facts = MessageFacts(
            operation: .provision, transaction: "t", provider: "default", amount: 100)
        #expect(engine.decide(facts, at: .begin.advanced(by: .seconds(2))).rule == nil)
        #expect(engine.nearMiss(facts, at: .begin.advanced(by: .seconds(2))) == expected)
    }

    @Test("is that of the rule that got furthest")
    func closest() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: far, on: [confirm], replies: [normal]}
                  - {name: near, when: {provider: default, terminal: T1}, replies: [normal]}
                  - {name: nearer, when: {provider: default}, during: {from: 1h}, replies: [normal]}
                  - {name: also, when: {provider: ott}, replies: [normal]}
                """)
        let facts = MessageFacts.provision("t")
        #expect(engine.decide(facts, at: .begin).rule == nil)
        #expect(
            engine.nearMiss(facts, at: .begin)
                == "rule `nearer`: 0ms is not in the window from 1h")
    }
}
