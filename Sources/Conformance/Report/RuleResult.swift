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
        verdict = rulings.map(\.verdict).max() ?? .notApplicable
        cases = rulings.count
        findings = [Verdict.fail, .inconclusive, .warn].flatMap { verdict in
            rulings.filter { $0.verdict == verdict }.compactMap { $0.finding?.counted(as: verdict) }
        }
    }
}

/// A finding of a rule, with the journal records that prove it.
public struct Finding: Sendable, Equatable {
    /// The id of the provision, redemption or refund; nil if there is none.
    public let transaction: String?
    /// A sentence without a full stop.
    public let message: String
    /// The `seq` of each record, in order of arrival.
    public let evidence: [Int]
    /// `fail`, `inconclusive` or `warn`.
    public private(set) var verdict = Verdict.fail

    func counted(as verdict: Verdict) -> Finding {
        var finding = self
        finding.verdict = verdict
        return finding
    }

    init(_ transaction: String?, _ message: String, _ evidence: [MessageRecord]) {
        self.transaction = transaction
        self.message = message
        self.evidence = evidence.map(\.seq).sorted()
    }
}
