import Conformance
import ElectrumMock
import ElectrumSwitch
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// A fault that did not happen is not a pass, whatever the scenario.
@Suite(.blocking) struct PlayedRulesTests {
    private static let names =
        ["flows", "faults", "chaos"].flatMap { directory in
            ShippedScenarios.names(in: directory).map { "\(directory)/\($0)" }
        } + ["triggers"]

    /// The verdict on a till at the end of a run, on the manual clock.
    private func report(
        under name: String, _ play: (MockServer, ControlledSandbox, Messaging) throws -> Void
    ) async throws -> (Report, required: [String]) {
        let scenario = try ShippedScenarios.scenario(name)
        let report = try await withMock {
            try $0.play(scenario)
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            try play(mock, sandbox, scenario.messaging)
            try sandbox.advance("idle")
            mock.endRun()
            return try mock.runReports()[0]
        }
        return (report, scenario.requiredRuleNames)
    }

    @Test("A till that sells nothing never passes", arguments: names)
    func nothingSold(name: String) async throws {
        let (report, _) = try await report(under: name) { mock, sandbox, _ in
            // Whatever becomes of the answer.
            let till = try Till(mock)
            till.client.send(till.getRequest("/products"))
            try sandbox.awaitArrival(of: "products")
        }
        #expect(report.verdict == .inconclusive)
        #expect(report.absence != nil)
    }

    @Test(
        "One sale passes only where each rule that must decide has decided",
        arguments: names)
    func oneSale(name: String) async throws {
        let (report, required) = try await report(under: name) { mock, sandbox, messaging in
            let till = ReferenceTill(mock, in: sandbox, messaging: messaging)
            try till.sell(uuid(1))
        }
        let idle = report.scenarioRules.filter { $0.decisionCount == 0 }.map(\.name)
        let isPlayed = Set(idle).isDisjoint(with: required)
        #expect(isPlayed || report.verdict == .inconclusive, "\(report.summary)")
        #expect(!isPlayed || report.verdict != .fail, "\(report.summary)")
    }
}
