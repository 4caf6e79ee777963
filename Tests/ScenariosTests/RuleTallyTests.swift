import Testing
import Vocabulary

@testable import Scenarios

@Suite("The tally of a rule")
struct RuleTallyTests {
    @Test("counts decisions and the replies given")
    func counts() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: outage, on: [provision, retry], replies: [{error: 503 UPSTREAM_UNAVAILABLE}, normal, normal]}
                  - {name: rest, optional: yes, replies: [normal]}
                """)
        for id in ["a", "b", "a"] { _ = engine.decide(.provision(id), at: .begin) }
        let tallies = engine.tallies { _ in false }
        #expect(tallies.map(\.name) == ["outage", "rest"])
        #expect(tallies.map(\.decisionCount) == [3, 0])
        #expect(tallies.map(\.repliesGiven) == [2, 0])
        #expect(tallies.map(\.replyCount) == [3, 1])
        #expect(tallies.map(\.isRequired) == [true, false])
        #expect(tallies[0].nearMiss == nil)
    }

    @Test(
        "names what came closest to a rule that never decided",
        arguments: [
            ("on: [confirm]", "no confirm reached it"),
            (
                "when: {provider: ott}",
                "no provision for provider ott; 2 others, the first for default"
            ),
            (
                "when: {terminal: T1}",
                "no provision for terminal T1; 2 others, the first for nothing there"
            ),
            (
                "during: {from: 10s, for: 5s}",
                "no provision in the window from 10s for 5s; 2 outside"
            ),
            ("every: 5", "it matches one of every 5 occurrences, and only 2 came"),
            ("chance: 0.0001%", "the draw let 2 pass (0.0001%)"),
        ])
    func nearMisses(condition: String, expected: String) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, \(condition), replies: [{lost: reply}]}")
        let time = SandboxTime.begin.advanced(by: .seconds(2))
        for id in ["a", "b"] { _ = engine.decide(.provision(id), at: time) }
        #expect(engine.tallies { _ in false }.map(\.nearMiss) == [expected])
    }

    @Test("tells one message that missed by its value, unless the value is secret")
    func secret() throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, when: {terminal: T1}, replies: [normal]}")
        _ = engine.decide(
            MessageFacts(operation: .provision, transaction: "t", provider: "ott", terminal: "T2"),
            at: .begin)
        #expect(
            engine.tallies { _ in false }[0].nearMiss
                == "no provision for terminal T1; 1 for T2")
        #expect(
            engine.tallies { $0 == "terminal" }[0].nearMiss
                == "no provision for terminal T1; 1 for something else")
    }
}
