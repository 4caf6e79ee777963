/// What a rule says of a run.
public struct RuleResult: Sendable, Equatable {
    /// `D1` to `D18`.
    public let id: String
    /// The duty in a clause.
    public let title: String
    /// The worst that was found.
    public let verdict: Verdict
    /// How many transactions or messages it was asked of.
    public let cases: Int
    /// Those that fail first, then what is owed, then doubts; each in order of arrival.
    public let findings: [Finding]

    /// What was seen, as in "kept in 3 of 3 cases"; the first finding if there is one.
    public var observed: String {
        guard let finding = findings.first else {
            return cases == 0 ? "the duty did not arise" : "kept in \(cases) of \(cases) cases"
        }
        let others = findings.count - 1
        let message = finding.message.shownSentence
        return others > 0 ? "\(message) (and \(others) more)" : message
    }

    init(_ rule: Rule, _ history: History) {
        let rulings = rule.rulings(on: history)
        id = rule.id
        title = rule.title
        verdict = rulings.map(\.verdict).max() ?? .notApplicable
        cases = rulings.count
        findings = [Verdict.fail, .inconclusive, .warn].flatMap { verdict in
            rulings.filter { $0.verdict == verdict }.compactMap(\.finding)
        }
    }
}
