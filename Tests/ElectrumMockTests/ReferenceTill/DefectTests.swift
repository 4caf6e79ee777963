import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Till

/// The defects of the product's till, played over real connections: each is caught by the rule that
/// it is said to break, and by no other.
@Suite(.blocking) struct DefectTests {
    @Test("A plain defect is caught by its rule and by no other", arguments: TillDefects.plain)
    func plain(defect: TillDefect) async throws {
        let doubts = try await doubts(on: defect)
        #expect(
            doubts.rules == [[defect.duty, defect.isWarning ? "warn" : "fail"]],
            "\(doubts.story) \(doubts.rules)")
    }

    @Test(
        "A composite defect fails its rule where its history comes about",
        arguments: TillDefects.composite)
    func composite(defect: TillDefect) async throws {
        let doubts = try await doubts(on: defect)
        #expect(
            doubts.rules.contains([defect.duty, "fail"]), "\(doubts.story) \(doubts.rules)")
    }

    /// Returns the rules that a till with a defect breaks, each with its verdict, and its messages.
    private func doubts(
        on defect: TillDefect
    ) async throws -> (rules: [[String?]], story: [String]) {
        let scenario = try defect.showing()
        return try await withMock {
            try $0.play(scenario)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = ReferenceTill(mock, in: sandbox, messaging: scenario.messaging)
            try till.play(defect)
            try sandbox.advance("idle")
            // Owed messages may come for half a minute.
            try sandbox.advance("31s")
            let rules = try sandbox.ask("GET", "/report").json["rules"]?.items ?? []
            let doubts = rules.filter { !["pass", "not-applicable"].contains($0["verdict"]?.text) }
            return (
                doubts.map { [$0["id"]?.text, $0["verdict"]?.text] }, try sandbox.story()
            )
        }
    }

    @Test("There are 98 plain defects and more, 60 composite ones, and every rule has one")
    func enough() {
        #expect(TillDefects.plain.count >= 98)
        #expect(TillDefects.composite.count == 60)
        #expect(Set(TillDefects.plain.map(\.duty)) == Set((1...18).map { "D\($0)" }))
    }

    @Test("Each defect has a name and a sentence of its own, and each stage is for one")
    func names() {
        #expect(Set(TillDefects.all.map(\.name)).count == TillDefects.all.count)
        #expect(Set(TillDefects.all.map(\.summary)).count == TillDefects.all.count)
        #expect(DefectStages.names.isSubset(of: TillDefects.all.map(\.name)))
    }
}

extension ReferenceTill {
    /// Plays what a defect needs to show.
    func play(_ defect: TillDefect) throws {
        defects = [defect]
        settings.sales = 1
        settings.knowsProviders = true
        settings = settings.showing([defect])
        try play()
    }
}

extension TillDefect: CustomTestStringConvertible {
    /// As in `D8: takes-500-for-final`.
    public var testDescription: String { "\(duty): \(name)" }

    /// The scenario that shows it: a shipped one, or one of the tests.
    func showing() throws -> Scenario {
        if let scenario { return try ShippedScenarios.scenario(scenario) }
        let text = try #require(DefectStages.yaml(for: self), "no scenario shows \(name)")
        return try Scenario(name: "defect", yaml: text, file: "defect.yaml")
    }
}
