package import Vocabulary

extension ScenarioEngine {
    /// Returns the rule that came closest to the message that `decide` was last asked about, and
    /// the condition that failed, to explain why nothing was injected. Nil when no rule is about
    /// such a message at all.
    ///
    /// - Parameter isSecret: returns true for names of members and headers whose values must not be
    ///   shown.
    package mutating func nearMiss(
        _ facts: borrowing MessageFacts, at time: SandboxTime,
        hiding isSecret: (_ name: String) -> Bool = { _ in false }
    ) -> String? {
        closestMiss.map { mismatch, index in
            let reason = mismatch.reason(&rules[index], facts, time, isSecret)
            return "rule `\(rules[index].rule.name)`: \(reason)"
        }
    }
}

extension RuleMismatch {
    /// How far the rule got, the higher the closer; 0 if it is about another operation.
    var closeness: Int {
        switch self {
        case .operation: 0
        case .condition(let index): 1 + index
        case .window: Int.max - 3
        case .occurrence: Int.max - 2
        case .chance: Int.max - 1
        case .steps: Int.max
        }
    }

    fileprivate func reason(
        _ state: inout RuleState, _ facts: borrowing MessageFacts, _ time: SandboxTime,
        _ isSecret: (_ name: String) -> Bool
    ) -> String {
        let rule = state.rule
        return switch self {
        case .operation: "not about \(facts.operation.rawValue)"
        case .condition(let index):
            "asks for \(state.words(ofCondition: index)), "
                + facts.remark(on: rule.conditions[index], isSecret)
        case .window:
            "\(time.sinceBegin.written) is not in the window "
                + (rule.during.map(\.description) ?? "")
        case .occurrence(let count):
            "matches one of every \(rule.every) occurrences, this was number \(count)"
        case .chance: "the draw let it pass (\(rule.chance.map(\.description) ?? ""))"
        case .steps:
            "not tried to the end, nor any after it: matching takes more than "
                + "\(MatchBudget.stepsMax) steps for this message"
        }
    }
}

extension MessageFacts {
    fileprivate func remark(
        on condition: Condition, _ isSecret: (_ name: String) -> Bool
    ) -> String {
        guard case .member(let subject, _) = condition else { return "which does not hold" }
        switch member(at: subject) {
        case nil: return "which is not there"
        case .structure: return "which is an object or a list"
        case .text(let text): return isSecret(subject.lastName) ? "which it is not" : "not \(text)"
        }
    }
}

extension Condition.Subject {
    /// The last name of a path.
    var lastName: String {
        switch self {
        case .fact(let fact): fact.rawValue
        case .body(let path): path.split(separator: ".").last.map(String.init) ?? path
        case .header(let name): name
        }
    }
}
