extension Scenario {
    /// Warnings, one line each: valid, but possibly without the intended effect.
    var warnings: [String] {
        slowPatterns.map { rule, text in
            "\(file): warning: rule `\(rule)`: `\(text)` may take more than "
                + "\(MatchBudget.stepsMax) steps for a long header, "
                + "and the message then matches no rule"
        }
    }

    /// The regular expressions that a long header alone can make spend the budget of a message.
    var slowPatterns: [(rule: String, text: String)] {
        rules.flatMap { rule in
            rule.conditions.flatMap(\.patterns).filter(\.mayExceedBudget).map {
                (rule.name, $0.text)
            }
        }
    }
}

extension Condition {
    /// The regular expressions in it.
    fileprivate var patterns: [Pattern] {
        switch self {
        case .member(_, let matcher): matcher.pattern.map { [$0] } ?? []
        case .any(let branches): branches.joined().flatMap(\.patterns)
        case .not(let conditions): conditions.flatMap(\.patterns)
        }
    }
}
