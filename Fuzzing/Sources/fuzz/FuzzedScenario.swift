import ElectrumSwitch
import HTTPMessages
import Scenarios

/// A scenario file, or what might be, and a pattern in one.
enum FuzzedScenario {
    /// What is accepted can be explained and played.
    static func check(file bytes: ArraySlice<UInt8>) {
        let yaml = String(decoding: bytes, as: UTF8.self)
        guard let scenario = try? Scenario(name: "fuzz", yaml: yaml, file: "fuzz.yaml") else {
            return
        }
        _ = scenario.explanation
        var life = FuzzedLife(playing: scenario)
        for _ in 0..<3 { life.sell() }
    }

    /// The first line is a pattern, the rest what it is held against.
    static func check(pattern bytes: ArraySlice<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let pattern = parts.first else { return }
        let quoted = pattern.replacing("'", with: "''")
        let yaml = "rules: [{name: a, when: {body.x: {matches: '\(quoted)'}}, replies: [normal]}]"
        guard let scenario = try? Scenario(name: "fuzz", yaml: yaml, file: "fuzz.yaml") else {
            return
        }
        let text = parts.count > 1 ? parts[1] : pattern
        var engine = ScenarioEngine(scenario, seed: 7)
        let stimulus = Stimulus(
            operation: .provision, transaction: "1", provider: "default", body: { _ in .text(text) }
        )
        _ = engine.decide(stimulus, at: .zero)
    }
}
