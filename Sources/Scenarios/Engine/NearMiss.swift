import Vocabulary

extension ScenarioEngine {
    /// For people who wonder why nothing went wrong: the rule that came closest to a message that
    /// `decide` was asked about last, and what kept it away. Nil when no rule is about such a
    /// message at all.
    ///
    /// - Parameter isSecret: whether what a member or header of that name says is not to be told.
    public func nearMiss(
        _ stimulus: Stimulus, at elapsed: Timespan,
        hiding isSecret: (_ name: String) -> Bool = { _ in false }
    ) -> String? {
        let order = knownOrder(of: stimulus)
        var budget = MatchBudget()
        var closest: (misfit: Misfit, rule: Rule)?
        for state in rules where !budget.isSpent {
            guard let misfit = state.misfit(stimulus, order, elapsed, &budget),
                misfit.closeness > closest?.misfit.closeness ?? 0
            else { continue }
            closest = (misfit, state.rule)
        }
        return closest.map { misfit, rule in
            "rule `\(rule.name)`: \(misfit.reason(rule, stimulus, elapsed, isSecret))"
        }
    }
}

extension Misfit {
    /// The further the rule got, the higher; 0 when it is about something else.
    var closeness: Int {
        switch self {
        case .operation: 0
        case .condition(let index): 1 + index
        case .window: Int.max - 3
        case .occasion: Int.max - 2
        case .chance: Int.max - 1
        case .steps: Int.max
        }
    }

    fileprivate func reason(
        _ rule: Rule, _ stimulus: Stimulus, _ elapsed: Timespan,
        _ isSecret: (_ name: String) -> Bool
    ) -> String {
        switch self {
        case .operation: "not about \(stimulus.operation.rawValue)"
        case .condition(let index):
            "asks for \(rule.conditions[index]), "
                + stimulus.remark(on: rule.conditions[index], isSecret)
        case .window: "\(elapsed) is not in the window \(rule.during.map(\.description) ?? "")"
        case .occasion(let count): "fits every \(rule.every) occasions, this was number \(count)"
        case .chance: "the draw let it pass (\(rule.chance.map(\.description) ?? ""))"
        case .steps:
            "not tried to the end, nor any after it: matching takes more than "
                + "\(MatchBudget.stepsMax) steps for this message"
        }
    }
}

extension Stimulus {
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
    /// The name of the value itself, without what it stands in.
    var lastName: String {
        switch self {
        case .fact(let fact): fact.rawValue
        case .body(let path): path.split(separator: ".").last.map(String.init) ?? path
        case .header(let name): name
        }
    }
}
