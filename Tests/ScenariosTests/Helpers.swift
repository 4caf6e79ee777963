import Vocabulary

@testable import Scenarios

/// A small generator with a seed, so that a failure can be repeated (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

extension ScenarioEngine {
    /// An engine for the rules of a scenario file, given as YAML.
    init(rules yaml: String, seed: UInt64 = 1) throws {
        let scenario = try Scenario(
            name: "test", yaml: "rules:\n" + yaml, file: "test.yaml",
            providers: ["default", "ott", "stellr"])
        self.init(scenario, seed: seed)
    }

    /// The verdict's outcome in words, and the rule that decided; "normal" when none did.
    mutating func decision(_ facts: MessageFacts, at elapsed: Timespan = .zero) -> String {
        let verdict = decide(facts, at: elapsed)
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
