/// The report for the summary page of a CI run.
enum MarkdownReport {
    static func render(_ reports: [Report]) -> String {
        reports.map(render).joined(separator: "\n").printable
    }

    private static func render(_ report: Report) -> String {
        var lines = ["## \(mark(report.verdict)): \(cell(report.title))", ""]
        lines += report.facts.map { "- \($0.label): \(cell($0.value))" }
        lines += ["", "| rule | verdict | duty | observed |", "|---|---|---|---|"]
        lines += report.rules.map { rule in
            row([rule.id, mark(rule.verdict), rule.title, rule.observed])
        }
        if !report.expectations.isEmpty {
            lines += ["", "| expected | verdict | observed |", "|---|---|---|"]
            lines += report.expectations.map { row([$0.text, mark($0.verdict), $0.observed]) }
        }
        for rule in report.rules where !rule.findings.isEmpty {
            lines += ["", "### \(rule.id) \(rule.title)"]
            for block in rule.blocks(in: report) {
                lines += ["", "```text"] + block.map(fenced) + ["```"]
            }
        }
        return lines.map { "\($0)\n" }.joined()
    }

    private static func mark(_ verdict: Verdict) -> String {
        verdict >= .inconclusive ? "**\(verdict.rawValue)**" : verdict.rawValue
    }

    private static func row(_ cells: [String]) -> String {
        "| \(cells.map(cell).joined(separator: " | ")) |"
    }

    /// Text that stays in its line and cell, and is no HTML.
    private static func cell(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "|": result += "\\|"
            case "<": result += "&lt;"
            case "&": result += "&amp;"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
    }

    /// A line that cannot end the block it stands in.
    private static func fenced(_ line: String) -> String {
        String(line.map { $0 == "`" ? "'" : $0 })
    }
}
