import Vocabulary

/// Judged cases, from which every form of a report is written: one for each sandbox of a run, or
/// those of a numbered plan.
package struct ReportBook: Sendable {
    /// One row of the matrix.
    package struct Case: Sendable {
        /// As in "3.2".
        package var number: String
        package var title: String
        /// The behaviour that the case asks of the till, as a sentence; nil if nobody said.
        package var task: String?
        /// The section of the documentation that the case comes from; nil if nobody said.
        package var source: String?
        /// The reason why it was not run; nil if it was.
        package var notRun: String?
        /// Further sentences about it.
        package var remarks: [String]
        /// A file that goes with it, such as its scenario; nil for none.
        package var listing: String?
        /// The reports on the case; none if it was not run.
        package var reports: [Report]

        package init(
            number: String, title: String, task: String? = nil, source: String? = nil,
            notRun: String? = nil, remarks: [String] = [], listing: String? = nil,
            reports: [Report]
        ) {
            self.number = number
            self.title = title
            self.task = task
            self.source = source
            self.notRun = notRun
            self.remarks = remarks
            self.listing = listing
            self.reports = reports
        }

        /// The worst of the reports; nil if the case was not run.
        package var verdict: Verdict? { reports.map(\.verdict).max() }
    }

    /// A table beside the cases, such as what an exploration has covered.
    package struct Table: Sendable {
        /// The content of a cell: words, or a verdict as its sign.
        package enum Cell: Sendable {
            case text(String)
            /// Nil where there is none.
            case verdict(Verdict?)
        }

        package var title: String
        /// An explanation of its signs.
        package var note: String
        /// The names of the columns; none for a table without a head.
        package var head: [String]
        package var rows: [(label: String, cells: [Cell])]

        package init(
            title: String, note: String = "", head: [String] = [],
            rows: [(label: String, cells: [Cell])]
        ) {
            self.title = title
            self.note = note
            self.head = head
            self.rows = rows
        }
    }

    /// A verdict that does not follow from the cases alone, with its sentence and three numbers.
    package struct Summary: Sendable {
        package var verdict: Verdict
        package var lead: String
        package var numbers: [(value: String, label: String)]

        package init(
            verdict: Verdict, lead: String, numbers: [(value: String, label: String)]
        ) {
            self.verdict = verdict
            self.lead = lead
            self.numbers = numbers
        }
    }

    /// As in "Verdict on a till".
    package var title: String
    /// Nil for that of the cases.
    package var summary: Summary?
    /// The facts at the head of the document, as labels and values.
    package var facts: [(label: String, value: String)]
    package var cases: [Case]
    package var tables: [Table]
    /// True if people are to sign it.
    package var isSigned: Bool

    package init(
        title: String, summary: Summary? = nil, facts: [(label: String, value: String)] = [],
        cases: [Case], tables: [Table] = [], isSigned: Bool = false
    ) {
        self.title = title
        self.summary = summary
        self.facts = facts
        self.cases = cases
        self.tables = tables
        self.isSigned = isSigned
    }

    /// Makes a case of each report.
    package init(_ reports: [Report]) {
        self.init(
            title: "Verdict on a till",
            cases: reports.enumerated().map { index, report in
                Case(number: String(index + 1), title: report.title, reports: [report])
            }, isSigned: true)
    }

    package var reports: [Report] { cases.flatMap(\.reports) }

    /// The worst of all; inconclusive if nothing was run, and if a case was not and no other fails.
    package var verdict: Verdict {
        if let summary { return summary.verdict }
        let worst = reports.map(\.verdict).max() ?? .inconclusive
        return cases.contains { $0.notRun != nil } ? max(worst, .inconclusive) : worst
    }

    /// The three numbers at the head, each with its label.
    var numbers: [(value: String, label: String)] {
        if let summary { return summary.numbers }
        let reports = reports
        let transactions = reports.reduce(0) { $0 + $1.transactions.count }
        let findings = reports.flatMap(\.rules).reduce(0) { $0 + $1.findings.count }
        let first: (String, String) =
            cases.count > 1
            ? (
                "\(cases.count { $0.verdict == .pass }) of \(cases.count)",
                "cases passed"
            )
            : (String(transactions), transactions == 1 ? "transaction" : "transactions")
        return [
            first, (String(findings), findings == 1 ? "finding" : "findings"), risk(reports),
        ]
    }

    private func risk(_ reports: [Report]) -> (String, String) {
        let risks = reports.map(\.moneyAtRisk)
        let count = risks.reduce(0) { $0 + $1.count }
        let amounts = Money.sums(of: risks.flatMap(\.amounts)).prefix(3).map(\.description)
        let text = amounts.isEmpty ? count == 0 ? "R0.00" : "?" : amounts.joined(separator: ", ")
        let place = count == 0 ? "" : " in \(count) transaction\(count == 1 ? "" : "s")"
        return (text, "at risk\(place)")
    }
}

/// A reason why a run does not pass, or a doubt, with the remedy: findings of one cause are
/// one.
struct Concern {
    /// `D1` to `D18`, `expected`, `rule` or `run`.
    let id: String
    let title: String
    let verdict: Verdict
    /// As in "the till sent both a confirmation and a reversal".
    let message: String
    /// The expected and the actual value, where two things differ.
    let comparison: Comparison?
    /// The ids of the transactions, in order of arrival.
    let transactions: [String]
    /// How often it was found.
    let count: Int
    let evidence: [Int]
    let todo: String?
    let source: String?

    /// Returns all of a report, the worst first.
    static func all(of report: Report) -> [Concern] {
        let errors = report.errors.map { error in
            Concern(
                id: "run", title: error.name, verdict: .inconclusive, message: error.text,
                comparison: nil, transactions: [], count: 1, evidence: [], todo: nil, source: nil)
        }
        let expectations = report.expectations.filter { $0.verdict >= .warn }.map { result in
            Concern(
                id: "expected", title: result.text, verdict: result.verdict,
                message: result.observed, comparison: nil, transactions: [], count: 1,
                evidence: result.evidence, todo: nil, source: nil)
        }
        let rules = report.scenarioRules.filter { $0.verdict >= .warn }.map { rule in
            Concern(
                id: "rule", title: "rule \(rule.name) decides", verdict: rule.verdict,
                message: rule.observed, comparison: nil, transactions: [], count: 1, evidence: [],
                todo: "The fault never happened, so the run proves nothing about it.",
                source: nil)
        }
        let duties = report.rules.flatMap { rule in groups(of: rule.findings, rule) }
        return (errors + expectations + rules + duties).enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
            .map(\.element)
    }

    private static func groups(of findings: [Finding], _ rule: RuleResult) -> [Concern] {
        var order: [String] = []
        var members: [String: [Finding]] = [:]
        for finding in findings {
            let cause = "\(finding.verdict.rawValue) \(finding.cause)"
            if members[cause] == nil { order.append(cause) }
            members[cause, default: []].append(finding)
        }
        return order.compactMap { cause in
            guard let group = members[cause], let first = group.first else { return nil }
            var seen: Set<String> = []
            return Concern(
                id: rule.id, title: rule.title, verdict: first.verdict, message: first.text,
                comparison: first.comparison,
                transactions: group.compactMap(\.transaction).filter { seen.insert($0).inserted },
                count: group.count, evidence: Array(group.flatMap(\.evidence).prefix(12)),
                todo: rule.todo, source: rule.source)
        }
    }
}

extension Finding {
    /// The message without what differs from one transaction to the next: ids, times, numbers.
    fileprivate var cause: String {
        var cause = ""
        for word in text.split(separator: " ") {
            let isOwn = word.utf8.count >= 8 && word.contains { $0.isNumber }
            cause += isOwn ? " …" : " \(word)"
        }
        return cause
    }
}
