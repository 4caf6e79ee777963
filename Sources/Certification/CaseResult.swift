package import Conformance
package import Scenarios
package import Vocabulary

/// A case of a plan, as a till has played it.
package struct CaseResult: Sendable, Equatable {
    /// The verdict on a case.
    package enum Verdict: String, Sendable, CaseIterable {
        case pass, fail
        /// Too little came to tell.
        case inconclusive
        /// The till's command cannot play the case, or was not asked to.
        case notRun = "not-run"
        /// The mock's set-up does not offer what the case needs.
        case notApplicable = "not-applicable"

        /// The verdict for people.
        package var words: String {
            switch self {
            case .pass, .fail, .inconclusive: rawValue
            case .notRun: "not run"
            case .notApplicable: "not applicable"
            }
        }
    }

    /// The behaviour of the till in a case, by its journal.
    package struct Observation: Sendable, Equatable {
        /// The messages and the ends of the transactions, a sentence.
        package var sentence: String
        /// The breaches of rules and expectations; an id first, as in "D8: …".
        package var findings: [String]
        /// The warnings, which fail no till.
        package var remarks: [String]
        /// The `seq` of the journal's records that prove the findings.
        package var evidence: [Int]
    }

    package let number: String
    package let title: String
    /// The behaviour expected of a till, a sentence.
    package let should: String
    /// Where that is documented.
    package let source: String
    /// The full name of the scenario.
    package let scenario: String
    /// The sandbox that the case was played in; its journal is the evidence.
    package let sandbox: String
    package let verdict: Verdict
    /// The reason why the case is not a pass, a clause; empty for a pass.
    package let reason: String
    /// The exit status of the till's command; nil if it was not started.
    package let status: Int32?
    /// Nil for a case that was not played.
    package let observation: Observation?
    /// The time of the first message, on the sandbox clock; nil if none came.
    package let played: Timestamp?

    /// A case that was not played.
    package init(_ planned: Plan.Case, _ verdict: Verdict, because reason: String) {
        self.init(planned, verdict, reason, status: nil, nil, at: nil)
    }

    /// Judges a case that was played.
    ///
    /// - Parameter status: the exit status of the till's command.
    package init(_ planned: Plan.Case, _ report: Report, status: Int32) {
        let (verdict, reason) = Self.verdict(planned, report, status)
        self.init(
            planned, verdict, reason, status: status,
            verdict == .notRun ? nil : Observation(report), at: report.begin)
    }

    private init(
        _ planned: Plan.Case, _ verdict: Verdict, _ reason: String, status: Int32?,
        _ observation: Observation?, at played: Timestamp?
    ) {
        number = planned.number
        title = planned.title
        should = planned.should
        source = planned.source
        scenario = planned.scenario
        sandbox = Self.sandbox(of: planned)
        self.verdict = verdict
        self.reason = reason
        self.status = status
        self.observation = observation
        self.played = played
    }

    /// The exit status by which a command says that it cannot play a case.
    package static let skippedStatus: Int32 = 77

    /// Returns the name of the sandbox that a case is played in.
    package static func sandbox(of planned: Plan.Case) -> String { "case-\(planned.number)" }

    /// True if the case says nothing against the till.
    package var isRight: Bool { verdict == .pass || verdict == .notApplicable }

    /// True if the case need not be played again when a certification is resumed.
    package var isSettled: Bool { verdict == .pass || verdict == .fail }

    /// True if the result stands when a certification is resumed, until the case is played again.
    package var isKept: Bool { isSettled || verdict == .notApplicable }

    private static func verdict(
        _ planned: Plan.Case, _ report: Report, _ status: Int32
    ) -> (Verdict, String) {
        if status == skippedStatus {
            return (.notRun, "the command cannot play it (exit status \(skippedStatus))")
        }
        if report.verdict == .fail { return (.fail, report.reasons.joined(separator: ", ")) }
        let ending = status == 0 ? "" : "the command ended with status \(status)"
        if report.isWithoutMessages {
            return (.notRun, ending.isEmpty ? "no message came" : "no message came; \(ending)")
        }
        // A till whose command fails may have stopped half-way: the rest proves nothing.
        if status != 0 { return (.fail, ending) }
        if report.verdict == .inconclusive {
            return (.inconclusive, report.reasons.joined(separator: ", "))
        }
        let departure = report.departure(from: planned)
        return departure.map { (.inconclusive, $0) } ?? (.pass, "")
    }
}

extension CaseResult.Observation {
    init(_ report: Report) {
        let rules = report.rules.flatMap { rule in
            rule.findings.map { (rule.id, rule.verdict, $0) }
        }
        sentence = report.account
        findings =
            rules.filter { $0.1 > .warn }.map { "\($0.0): \($0.2.message)" }
            + report.expectations.filter { $0.verdict > .warn }.map { "\($0.text): \($0.observed)" }
        remarks = rules.filter { $0.1 == .warn }.map { "\($0.0): \($0.2.message)" }
        evidence = Set(rules.flatMap(\.2.evidence) + report.expectations.flatMap(\.evidence))
            .sorted()
    }
}

extension Report {
    /// True if the till never sent a message, and no rule saw anything else of it.
    fileprivate var isWithoutMessages: Bool { messageCount == 0 && absence != nil }

    /// The messages of the till and the ends of its transactions, as in "4 messages; 1 provision,
    /// 2 attempts, confirmed".
    fileprivate var account: String {
        let messages = messageCount == 1 ? "1 message" : "\(messageCount) messages"
        let shown = transactions.prefix(Self.accountedMax).map { transaction in
            let attempts = transaction.attempts == 1 ? "" : ", \(transaction.attempts) attempts"
            return "\(transaction.kind.rawValue)\(attempts), \(transaction.state)"
        }
        let rest = transactions.count - shown.count
        return ([messages] + shown + (rest > 0 ? ["\(rest) more"] : [])).joined(separator: "; ")
    }

    private static let accountedMax = 5

    /// Returns the first departure from what the till was told, a clause; nil if there is none.
    fileprivate func departure(from planned: Plan.Case) -> String? {
        // Refusing to connect is what such a case asks for.
        guard messageCount > 0 else { return nil }
        let sales = transactions.filter { $0.kind == .provision }
        if sales.count < planned.sales {
            return "\(sales.count) of \(planned.sales) sales were made"
        }
        if let provider = planned.provider,
            let other = sales.first(where: { $0.provider != provider })
        {
            return "a sale went to \(other.provider ?? "no provider"), not to \(provider)"
        }
        if let amount = planned.amount,
            let other = sales.first(where: { $0.amount?.amount != amount })
        {
            let sold = other.amount.map { "\($0.amount)" } ?? "no amount"
            return "a voucher cost \(sold), not \(amount)"
        }
        return nil
    }
}
