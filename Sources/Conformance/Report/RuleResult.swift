/// The result of a rule for a run.
public struct RuleResult: Sendable, Equatable {
    /// `D1` to `D18`.
    public let id: String
    /// The duty in a clause.
    public let title: String
    /// The worst verdict found.
    public let verdict: Verdict
    /// The number of transactions or messages that the rule applied to.
    public let cases: Int
    /// The advice for a till that does not keep the duty, in a sentence.
    package let todo: String
    /// The sections of the documentation that the duty comes from.
    package let source: String
    /// The findings: failures first, then owed messages, then warnings; each in order of arrival.
    public let findings: [Finding]

    /// The observation, as in "kept in 3 of 3 cases"; the first finding if there is one.
    public var observed: String {
        guard let finding = findings.first else {
            return cases == 0 ? "the duty did not arise" : "kept in \(cases) of \(cases) cases"
        }
        let others = findings.count - 1
        let message = finding.message.shownSentence
        return others > 0 ? "\(message) (and \(others) more)" : message
    }

    init(_ rule: VerdictRule, _ history: History) {
        let rulings = rule.rulings(on: history)
        id = rule.id
        title = rule.title
        todo = rule.todo
        source = rule.source
        verdict = rulings.map(\.verdict).max() ?? .notApplicable
        cases = rulings.count
        findings = [Verdict.fail, .inconclusive, .warn].flatMap { verdict in
            rulings.filter { $0.verdict == verdict }.compactMap { $0.finding?.counted(as: verdict) }
        }
    }
}
