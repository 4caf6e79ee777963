import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import Testing
import WireTesting

/// Defects of tills, played over real connections: each is caught by the rule named for it, and by
/// no other.
@Suite(.blocking) struct DefectTests {
    @Test("A defect is caught by its rule and by no other", arguments: Defects.all)
    func caught(defect: Defect) async throws {
        let scenario = try defect.scenario()
        try await withMock {
            try $0.play(scenario)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try ReferenceTill(mock, in: sandbox, messaging: scenario.messaging)
            defect.change(&till.habits)
            try defect.play(till)
            try sandbox.advance("idle")
            // What is owed may come for half a minute.
            try sandbox.advance("31s")

            let story = try sandbox.story()
            let rules = try sandbox.ask("GET", "/report").json["rules"]?.items ?? []
            let doubts = rules.filter {
                !["pass", "not-applicable"].contains($0["verdict"]?.text)
            }
            #expect(
                doubts.map { [$0["id"]?.text, $0["verdict"]?.text] }
                    == [[defect.rule, defect.verdict]],
                "\(story) \(doubts)")
        }
    }

    @Test("There are at least forty defects, and every rule has one")
    func enough() {
        #expect(Defects.all.count >= 40)
        #expect(Set(Defects.all.map(\.name)).count == Defects.all.count)
        #expect(Set(Defects.all.map(\.rule)) == Set((1...18).map { "D\($0)" }))
    }
}
