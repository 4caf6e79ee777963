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

    /// A sentence on money at risk that does not speak against the till, beside its verdict; nil if
    /// there is none.
    var riskRemark: String? {
        guard summary == nil else { return nil }
        let risky = reports.flatMap(\.transactions).filter { $0.situation.kind == .risk }
        let excused = risky.filter(\.situation.isProvidersDoing)
        let others = risky.count - excused.count
        guard !excused.isEmpty else {
            return others > 0 && verdict < .inconclusive
                ? "The verdict is about the till's duties, which it kept where money is at risk."
                : nil
        }
        let habits = [
            (Situation.reversalKept, "a provider that is not told of reversals keeps the voucher"),
            (.reversalRefused, "a provider has refused a reversal"),
        ].compactMap { situation, habit in
            excused.contains { $0.situation == situation } ? habit : nil
        }
        let amounts = Money.sums(of: excused.compactMap(\.amount)).prefix(3).map(\.description)
        let part =
            others == 0
            ? "The money at risk"
            : amounts.isEmpty
                ? "Some of the money at risk" : amounts.joined(separator: ", ") + " of it"
        return "\(part) is not the till's doing: \(habits.joined(separator: ", and "))."
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
