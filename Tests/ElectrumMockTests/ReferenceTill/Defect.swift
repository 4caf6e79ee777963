import Scenarios
import Testing

/// A fault of a till, the scenario under which it shows, and the rule that must catch it.
struct Defect: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: String
    /// `fail` or `warn`.
    let verdict: String
    /// The name of a scenario of the project, or a scenario's text.
    let stage: String
    let change: @Sendable (inout Habits) -> Void
    let play: @Sendable (ReferenceTill) throws -> Void

    var testDescription: String { "\(rule): \(name)" }

    /// - Parameters:
    ///   - change: what the till does otherwise.
    ///   - play: what it sells and redeems.
    init(
        _ name: String, _ rule: String, _ verdict: String = "fail", under stage: String,
        _ change: @escaping @Sendable (inout Habits) -> Void = { _ in },
        play: @escaping @Sendable (ReferenceTill) throws -> Void = { try $0.sell(uuid(1)) }
    ) {
        self.name = name
        self.rule = rule
        self.verdict = verdict
        self.stage = stage
        self.change = change
        self.play = play
    }

    /// Returns the scenario that the mock plays.
    func scenario() throws -> Scenario {
        stage.contains("\n")
            ? try Scenario(name: "defect", yaml: stage, file: "defect.yaml")
            : try ShippedScenarios.scenario(stage)
    }
}
