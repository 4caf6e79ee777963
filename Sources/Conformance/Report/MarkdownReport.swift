import Escaping

/// The report for the summary page of a CI run.
enum MarkdownReport {
    static func render(_ reports: [Report]) -> String {
        reports.map(render).joined(separator: "\n")
    }

    private static func render(_ report: Report) -> String {
        var lines = ["## \(mark(report.verdict)): \(cell(report.title))", ""]
        lines += report.facts.map { "- \($0.label): \(cell($0.value))" }
        lines += ["", "| rule | verdict | duty | observed |", "|---|---|---|---|"]
        lines += report.rules.map { rule in
            row([rule.id, mark(rule.verdict), cell(rule.title), cell(rule.observed)])
        }
        if !report.expectations.isEmpty {
            lines += ["", "| expected | verdict | observed |", "|---|---|---|"]
            lines += report.expectations.map {
                row([cell($0.text), mark($0.verdict), cell($0.observed.shownSentence)])
            }
        }
        if !report.scenarioRules.isEmpty {
            lines += ["", "| scenario rule | verdict | observed |", "|---|---|---|"]
            lines += report.scenarioRules.map {
                row([cell($0.name.shownName), mark($0.verdict), cell($0.observed)])
            }
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
        "| \(cells.joined(separator: " | ")) |"
    }

    private static func cell(_ text: String) -> String { text.escaped(for: .markdown) }

    private static func fenced(_ line: String) -> String { line.escaped(for: .codeBlock) }
}
