import Vocabulary

/// The report as a self-contained page that prints as a record of certification.
enum HTMLReport {
    private static let rowsMax = 500

    static func render(_ reports: [Report]) -> String {
        let verdict = reports.map(\.verdict).max() ?? .pass
        return """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
            <head>
            <meta charset="utf-8"/>
            <title>electrum-mock: \(verdict.rawValue)</title>
            <style>
            \(stylesheet)
            </style>
            </head>
            <body>
            <h1>Record of conformance</h1>
            \(reports.map(section).joined())\(signatures)</body>
            </html>

            """
    }

    private static func section(_ report: Report) -> String {
        """
        <section>
        <h2>\(report.title.escaped): \(badge(report.verdict))</h2>
        \(table(nil, report.facts.map { [$0.label.escaped, $0.value.escaped] }))\
        <h3>Cases</h3>
        \(table(["case", "expected", "observed", "verdict", "evidence"], cases(report)))\
        \(findings(report))\
        <h3>Transactions</h3>
        \(table(["transaction", "kind", "state", "attempts"], transactions(report)))\
        <h3>Messages</h3>
        \(table(["evidence", "time", "message"], messages(report)))\
        </section>

        """
    }

    private static func cases(_ report: Report) -> [[String]] {
        let expectations = report.expectations.map { expectation in
            [
                "scenario", expectation.text.escaped, expectation.observed.shownSentence.escaped,
                badge(expectation.verdict), expectation.evidence.shortened,
            ]
        }
        let rules = report.rules.map { rule in
            [
                rule.id, rule.title.escaped, rule.observed.escaped, badge(rule.verdict),
                rule.evidence.shortened,
            ]
        }
        let scenarioRules = report.scenarioRules.map { rule in
            [
                "scenario", "rule \(rule.name.shownName) decides".escaped, rule.observed.escaped,
                badge(rule.verdict), "",
            ]
        }
        return expectations + scenarioRules + rules
    }

    private static func findings(_ report: Report) -> String {
        let broken = report.rules.filter { !$0.findings.isEmpty }
        return broken.map { rule in
            let blocks = rule.blocks(in: report).map { block in
                "<pre>\(block.map(\.escaped).joined(separator: "\n"))</pre>\n"
            }
            return "<h3>\(rule.id) \(rule.title.escaped): \(badge(rule.verdict))</h3>\n"
                + blocks.joined()
        }.joined()
    }

    private static func transactions(_ report: Report) -> [[String]] {
        let rest = report.transactions.count - rowsMax
        return report.transactions.prefix(rowsMax).map {
            [
                $0.id.shownName.escaped, $0.kind.rawValue, $0.state.shownName.escaped,
                String($0.attempts),
            ]
        } + (rest > 0 ? [["\(rest) more", "", "", ""]] : [])
    }

    /// The messages behind the numbers of the evidence.
    private static func messages(_ report: Report) -> [[String]] {
        let rungs = report.exhibits.flatMap(\.ladder.rungs)
        return rungs.filter { $0.kind != .gap }.map { rung in
            let label = rung.arrows.last.map(\.label) ?? rung.note ?? ""
            return [
                rung.kind == .answer ? "" : String(rung.seq ?? 0), rung.at?.description ?? "",
                label.shownSentence.escaped,
            ]
        }
    }

    /// Lines for signatures, to be filled in by hand.
    private static var signatures: String {
        let rows = ["for the till", "for the switch"].map { [$0, "", "", ""] }
        return "<section>\n<h3>Signed</h3>\n"
            + table(["", "name", "date", "signature"], rows) + "</section>\n"
    }

    /// Returns a table.
    ///
    /// - Parameter rows: cells of markup.
    private static func table(_ heading: [String]?, _ rows: [[String]]) -> String {
        let head = heading.map { names in
            "<thead><tr>\(names.map { "<th>\($0)</th>" }.joined())</tr></thead>\n"
        }
        let body = rows.map { "<tr>\($0.map { "<td>\($0)</td>" }.joined())</tr>\n" }
        return "<table>\n\(head ?? "")<tbody>\n\(body.joined())</tbody>\n</table>\n"
    }

    private static func badge(_ verdict: Verdict) -> String {
        "<span class=\"\(verdict.rawValue)\">\(verdict.rawValue)</span>"
    }

    private static let stylesheet = """
        body { font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; \
        padding: 0 1rem; color: #1b1b1b; }
        table { border-collapse: collapse; margin: 0 0 1.5rem; }
        th, td { border: 1px solid #c8c8c8; padding: .25rem .6rem; text-align: left; \
        vertical-align: top; }
        th { background: #f1f1f1; }
        section:last-child td { min-width: 10rem; height: 2rem; }
        pre { background: #f7f7f7; border: 1px solid #ddd; padding: .6rem; overflow-x: auto; \
        font-size: 12px; }
        span { font-weight: 600; }
        .pass { color: #1a7f37; } .fail { color: #b42318; }
        .warn, .inconclusive { color: #9a6700; } .not-applicable { color: #6e6e6e; }
        @media print {
        @page { size: A4; margin: 15mm; }
        body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
        pre { font-size: 7pt; white-space: pre-wrap; }
        section + section:not(:last-child) { break-before: page; }
        h2, h3 { break-after: avoid; } tr, pre { break-inside: avoid; }
        thead { display: table-header-group; }
        }
        """
}
