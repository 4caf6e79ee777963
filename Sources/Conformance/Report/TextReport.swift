import Escaping
import Vocabulary

/// The report for a terminal of 80 columns: the answer first, then what happened, then the rest.
enum TextReport {
    private static let width = 80
    /// The most concerns and ladders of a report.
    private static let shownMax = 10

    static func render(_ book: ReportBook) -> String {
        let lines = heading(book) + book.reports.flatMap { ladders($0) + details($0) }
        return lines.map { "\($0)\n" }.joined()
    }

    // MARK: The answer

    private static func heading(_ book: ReportBook) -> [String] {
        let numbers = book.numbers.map { "\($0.value) \($0.label)" }.joined(separator: ", ")
        var lines = ["Verdict: \(book.verdict.rawValue)", numbers]
        if let remark = book.riskRemark { lines += hanging("", remark) }
        lines.append("")
        for item in book.cases {
            if book.cases.count > 1 { lines += titled(item) }
            for report in item.reports {
                if item.reports.count > 1 { lines.append("  \(report.title)") }
                lines += concerns(report)
            }
        }
        return lines
    }

    private static func titled(_ item: ReportBook.Case) -> [String] {
        let (sign, word) = item.verdict.map { ($0.sign, $0.rawValue) } ?? ("○", "not run")
        let reason = item.notRun.map { " (\($0.shownSentence))" } ?? ""
        return hanging(
            "\(sign) \(item.number.shownName)  ", "\(item.title.shownName): \(word)\(reason)")
    }

    private static func concerns(_ report: Report) -> [String] {
        let all = Concern.all(of: report)
        let blocks = all.prefix(shownMax).flatMap { concern -> [String] in
            let title =
                "\(concern.isDuty ? "\(concern.id) " : "")\(concern.verdict.rawValue): "
                + concern.title.shownSentence
            let place = ReportView.placeText(concern)
            let evidence =
                concern.evidence.isEmpty
                ? "" : " [\(concern.evidence.map { "#\($0)" }.joined(separator: " "))]"
            var lines = hanging("\(concern.verdict.sign) ", title)
            lines += hanging(
                "    ",
                concern.message.shownSentence + (place.isEmpty ? "" : ", \(place)") + evidence)
            if let comparison = concern.comparison {
                lines += hanging("    expected  ", comparison.expected.shownSentence)
                lines += hanging("    got       ", comparison.got.shownSentence)
            }
            if let todo = concern.todo { lines += hanging("    To do: ", todo) }
            return lines + [""]
        }
        let rest = all.count - shownMax
        return blocks
            + (rest > 0 ? ["  \(rest) more findings; the JSON report has them all", ""] : [])
    }

    // MARK: What happened

    private static func ladders(_ report: Report) -> [String] {
        let marks = Set(report.rules.flatMap { $0.findings.flatMap(\.evidence) })
            .union(report.expectations.flatMap(\.evidence))
        // One for each cause: the others are like it.
        let firsts = Set(Concern.all(of: report).compactMap(\.evidence.first))
        let shown = report.exhibits.filter { exhibit in
            exhibit.ladder.opinion.kind == .risk || !exhibit.numbers.isDisjoint(with: firsts)
        }
        return shown.prefix(shownMax).flatMap { exhibit -> [String] in
            let transaction = exhibit.transaction.map { report.transactions[$0] }
            let name =
                transaction.map { transaction in
                    let amount = transaction.amount.map { ", \($0)" } ?? ""
                    return "\(transaction.kind.rawValue) \(transaction.id.shownName)\(amount)"
                } ?? "messages of no transaction"
            return hanging("-- ", name) + exhibit.ladder.lines(marking: marks) + [""]
        }
    }

    // MARK: The rest

    private static func details(_ report: Report) -> [String] {
        let facts = report.facts.flatMap { hanging($0.label.padded(to: 14), $0.value) }
        let expectations = report.expectations.flatMap {
            hanging(
                "\($0.verdict.sign) ",
                "expected \($0.verdict.rawValue): \($0.text): \($0.observed.shownSentence)")
        }
        let rules = report.scenarioRules.flatMap {
            hanging(
                "\($0.verdict.sign) ",
                "rule \($0.verdict.rawValue): \($0.name.shownName) \($0.observed.shownSentence)")
        }
        let applied = report.rules.filter { $0.verdict != .notApplicable }
        let duties = applied.flatMap { rule in
            let verdict = rule.verdict.rawValue.padded(to: 13)
            return hanging("\(rule.verdict.sign) \(rule.id.padded(to: 4))\(verdict)", rule.title)
        }
        let others = report.rules.filter { $0.verdict == .notApplicable }.map(\.id)
        return [report.title.clipped(to: width), ""] + expectations + rules + duties
            + (others.isEmpty
                ? [] : hanging("– ", "not applicable: \(others.joined(separator: ", "))"))
            + [""] + facts + [""]
    }

    /// Returns a text in lines below each other, behind a beginning.
    private static func hanging(_ beginning: String, _ text: String) -> [String] {
        text.hanging(behind: beginning, width: width).map(\.trimmed)
    }
}
