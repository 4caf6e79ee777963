import Vocabulary

@testable import Scenarios

extension ScenarioEngine {
    /// An engine for the rules of a scenario file, given as YAML.
    init(rules yaml: String, seed: UInt64 = 1) throws {
        let scenario = try Scenario(
            name: "test", yaml: "rules:\n" + yaml, file: "test.yaml",
            providers: ["default", "ott", "stellr"])
        self.init(scenario, seed: seed)
    }

    /// The verdict's outcome in words, and the rule that decided; "normal" when none did.
    mutating func decision(
        _ facts: borrowing MessageFacts, at elapsed: Duration = .zero
    ) -> String {
        let verdict = decide(facts, at: SandboxTime.begin.advanced(by: elapsed))
        return verdict.rule.map { "\($0): \(verdict.fault ?? "normal")" } ?? "normal"
    }
}

extension MessageFacts {
    static func provision(_ transaction: String, client: String = "c1") -> MessageFacts {
        MessageFacts(
            operation: .provision, transaction: transaction, provider: "default", client: client)
    }

    /// The n-th retry, which is attempt n + 1.
    static func retry(_ transaction: String, _ number: Int = 1) -> MessageFacts {
        MessageFacts(
            operation: .retry, transaction: transaction, attempt: number + 1, provider: "default",
            client: "c1")
    }
}

extension Pattern {
    /// Returns true if the whole of a text matches within the budget of one message.
    func matches(_ text: String) -> Bool {
        var budget = MatchBudget()
        return matches(text, &budget)
    }
}
