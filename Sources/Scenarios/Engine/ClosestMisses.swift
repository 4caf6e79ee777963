import Vocabulary

/// The messages that came closest to a rule which has not decided yet.
struct ClosestMisses {
    private var mismatch = RuleMismatch.operation
    private var operation = Operation.provision
    private var count = 0
    /// The value that the first of them had instead; nil if it had none.
    private var value: String?

    private static let valueScalarsMax = 40

    mutating func note(_ mismatch: RuleMismatch, _ rule: Rule, _ facts: borrowing MessageFacts) {
        guard mismatch.closeness > 0, mismatch.closeness >= self.mismatch.closeness else { return }
        guard mismatch.closeness > self.mismatch.closeness else {
            count += 1
            return
        }
        self.mismatch = mismatch
        operation = facts.operation
        count = 1
        guard case .condition(let index) = mismatch,
            case .member(let subject, _) = rule.conditions[index]
        else { return }
        switch facts.member(at: subject) {
        case nil: value = nil
        case .structure: value = "an object or a list"
        case .text(let text): value = String(text.unicodeScalars.prefix(Self.valueScalarsMax))
        }
    }

    func text(_ rule: Rule, hiding isSecret: (_ name: String) -> Bool) -> String {
        let noun = operation.rawValue
        switch mismatch {
        case .operation:
            return "no \(rule.on.map(\.rawValue).joined(separator: " or ")) reached it"
        case .condition(let index):
            let condition = rule.conditions[index]
            guard case .member(let subject, _) = condition else {
                return "no \(noun) for \(condition); \(count) for something else"
            }
            let hidden = isSecret(subject.lastName)
            let got = value.map { hidden ? "something else" : $0 } ?? "nothing there"
            return "no \(noun) for \(condition); "
                + (count == 1 ? "1 for \(got)" : "\(count) others, the first for \(got)")
        case .window:
            return "no \(noun) in the window \(rule.during.map(\.description) ?? ""); "
                + "\(count) outside"
        case .occurrence:
            return "it matches one of every \(rule.every) occurrences, and only \(count) came"
        case .chance:
            return "the draw let \(count) pass (\(rule.chance.map(\.description) ?? ""))"
        case .steps:
            return "matching was given up for \(count) \(noun), after "
                + "\(MatchBudget.stepsMax) steps"
        }
    }
}
