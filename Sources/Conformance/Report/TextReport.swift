/// The report for a terminal.
enum TextReport {
    static func render(_ reports: [Report]) -> String {
        reports.map(render).joined(separator: "\n\n")
    }

    private static func render(_ report: Report) -> String {
        var lines = ["Verdict: \(report.verdict.rawValue)", ""]
        lines += report.facts.map { "\($0.label.padded(to: 14))\($0.value)" }
        lines += ["", "rule  verdict         duty"]
        lines += report.rules.map { rule in
            "\(rule.id.padded(to: 6))\(rule.verdict.rawValue.padded(to: 16))\(rule.title)"
        }
        if !report.expectations.isEmpty {
            lines += ["", "expected"]
            lines += report.expectations.map { expectation in
                let verdict = expectation.verdict.rawValue.padded(to: 16)
                return "      \(verdict)\(expectation.text): \(expectation.observed.shownSentence)"
            }
        }
        if !report.scenarioRules.isEmpty {
            lines += ["", "scenario rules"]
            lines += report.scenarioRules.map { rule in
                let verdict = rule.verdict.rawValue.padded(to: 16)
                return "      \(verdict)\(rule.name.shownName): \(rule.observed)"
            }
        }
        for rule in report.rules where !rule.findings.isEmpty {
            lines += ["", "\(rule.id) \(rule.verdict.rawValue): \(rule.title)"]
            for block in rule.blocks(in: report) {
                lines += [""] + block.map { "  \($0)" }
            }
        }
        return lines.map { "\($0)\n" }.joined()
    }
}
