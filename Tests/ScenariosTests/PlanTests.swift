import Testing
import Vocabulary

@testable import Scenarios

@Suite("Plans of certification")
struct PlanTests {
    private static let known = KnownNames(
        providers: ["default", "ott"], scenarios: ["flows/f1-dual-success", "faults/delay"])

    private static func plan(_ yaml: String) throws(Diagnostics) -> Plan {
        try Plan(name: "mine", yaml: yaml, file: "mine.yaml", known)
    }

    /// A plan of one case, whose entries are replaced or removed.
    private static func yaml(_ entries: String) -> String {
        """
        title: Ours
        edition: "2"
        chapters:
          - number: 3
            title: Confirmations
            cases:
              - number: 2
                title: Success
                should: A till should confirm.
                source: flows, 1
                \(entries.replacing("\n", with: "\n        "))
        """
    }

    @Test("number cases by chapter and case, and say what the till's command is told")
    func whole() throws {
        let plan = try Self.plan(
            Self.yaml(
                """
                scenario: faults/delay
                provider: ott
                messaging: single
                amount: 1999
                sales: 3
                needs: tls
                """))
        #expect(plan.title == "Ours")
        #expect(plan.edition == "2")
        #expect(plan.chapters.map(\.title) == ["Confirmations"])
        let only = try #require(plan.cases.first)
        #expect(only.number == "3.2")
        #expect(only.should == "A till should confirm.")
        #expect(only.source == "flows, 1")
        #expect(only.scenario == "faults/delay")
        #expect(only.provider == "ott")
        #expect(only.messaging == .single)
        #expect(only.amount == 1999)
        #expect(only.sales == 3)
        #expect(only.needs == .tls)
    }

    @Test("leave to the till what they do not say: dual messaging, one sale")
    func defaults() throws {
        let only = try #require(
            Self.plan(Self.yaml("scenario: faults/delay")).cases.first)
        #expect(only.messaging == .dual)
        #expect(only.sales == 1)
        #expect(only.provider == nil)
        #expect(only.amount == nil)
        #expect(only.needs == nil)
    }

    @Test(
        "are refused with place and hint for every mistake",
        arguments: [
            ("scenario: faults/dealy", "unknown scenario `faults/dealy`", "faults/delay"),
            ("scenario: faults/delay\nprovider: otr", "unknown provider `otr`", "ott"),
            ("scenario: faults/delay\nneeds: tsl", "unknown need `tsl`", "tls"),
            ("scenario: faults/delay\nsales: 0", "0 is out of range", "from 1 to 100"),
            ("scenario: faults/delay\namount: 1.5", "`1.5` is not a whole number", ""),
            ("scenario: faults/delay\nsale: 1", "unknown key `sale`", "sales"),
            ("provider: ott", "missing key `scenario`", ""),
        ])
    func mistakes(entries: String, message: String, hint: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            _ = try Self.plan(Self.yaml(entries))
        }
        let text = error.description
        #expect(text.contains(message) && text.contains(hint), "\(text)")
        #expect(text.hasPrefix("mine.yaml:"))
    }

    @Test("do not give a number twice")
    func repeats() throws {
        let error = try #require(throws: Diagnostics.self) {
            let one = Self.yaml("scenario: faults/delay")
            _ = try Self.plan(one + "\n" + one.split(separator: "chapters:\n")[1])
        }
        #expect(error.description.contains("two chapters have the number 3"))
    }

    @Test("give cases by their numbers or by their chapters, in the order of the plan")
    func numbered() throws {
        let plan = try Self.standard()
        #expect(try plan.cases(numbered: []) == plan.cases)
        #expect(try plan.cases(numbered: ["4.2", "1.1"]).map(\.number) == ["1.1", "4.2"])
        let second = try plan.cases(numbered: ["2"]).map(\.number)
        #expect(second == plan.cases.map(\.number).filter { $0.hasPrefix("2.") })
        let error = try #require(throws: Plan.NoSuchCase.self) {
            try plan.cases(numbered: ["1.1", "99.9"])
        }
        #expect(error.description.hasPrefix("unknown case `99.9`"))
    }

    private static func standard() throws -> Plan {
        try ScenarioLibrary(ScenarioSources()).plan(named: "certification")
    }

    @Test("of the binary plays every documented flow and every fault")
    func standardIsWhole() throws {
        let library = try ScenarioLibrary(ScenarioSources())
        let played = Set(try Self.standard().cases.map(\.scenario))
        let names = library.names.filter { $0.hasPrefix("flows/") || $0.hasPrefix("faults/") }
        #expect(names.filter { !played.contains($0) } == [])
    }

    @Test("of the binary tells each case the messaging of its scenario")
    func messaging() throws {
        let library = try ScenarioLibrary(ScenarioSources())
        for planned in try Self.standard().cases {
            let scenario = try #require(library.scenario(exactly: planned.scenario))
            #expect(scenario.messaging == planned.messaging, "\(planned.number)")
        }
    }

    @Test("that are not there are named with those that are")
    func unknown() throws {
        let error = try #require(throws: PlanNotFound.self) {
            try ScenarioLibrary(ScenarioSources()).plan(named: "certificaton")
        }
        #expect(error.description.contains("did you mean `certification`?"))
    }
}
