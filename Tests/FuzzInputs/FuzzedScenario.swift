import Scenarios
import Vocabulary

/// A scenario file, or what might be, and a pattern in one.
package enum FuzzedScenario {
    /// Reads a file as a scenario and as a profile; a scenario is explained and played.
    ///
    /// - Throws: when a mistake is told of that is not in the file.
    package static func check(file bytes: ArraySlice<UInt8>) throws(FuzzFailure) {
        let yaml = String(decoding: bytes, as: UTF8.self)
        do {
            _ = try ProviderProfile(id: "fuzz", yaml: yaml, file: "fuzz.yaml")
        } catch {
            try check(error, in: yaml)
        }
        do {
            let scenario = try Scenario(name: "fuzz", yaml: yaml, file: "fuzz.yaml")
            _ = scenario.explanation
            var life = FuzzedLife(playing: scenario, hasManualClock: true)
            for _ in 0..<2 { life.sell() }
        } catch {
            try check(error, in: yaml)
        }
    }

    /// Holds a text against a pattern: the first line is the pattern, the rest the text.
    ///
    /// - Throws: when the mistake in a pattern is not told of.
    package static func check(pattern bytes: ArraySlice<UInt8>) throws(FuzzFailure) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let pattern = parts.first else { return }
        let quoted = pattern.replacing("'", with: "''")
        let yaml = "rules: [{name: a, when: {body.x: {matches: '\(quoted)'}}, replies: [normal]}]"
        do {
            let scenario = try Scenario(name: "fuzz", yaml: yaml, file: "fuzz.yaml")
            let text = parts.count > 1 ? parts[1] : pattern
            var engine = ScenarioEngine(scenario, seed: 7)
            let facts = MessageFacts(
                operation: .provision, transaction: "1", provider: "default",
                body: { _ in .text(text) })
            _ = engine.decide(facts, at: .begin)
        } catch {
            try check(error, in: yaml)
        }
    }

    private static func check(_ error: Diagnostics, in yaml: String) throws(FuzzFailure) {
        let lineCount = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .count
        let isRight = error.list.allSatisfy {
            ((1...lineCount).contains($0.line) && $0.column >= 1 && !$0.message.isEmpty)
                || ($0.line == 0 && $0.message.hasSuffix("mistakes more"))
        }
        guard isRight, !error.list.isEmpty else { throw FuzzFailure("\(error.list)") }
    }
}
