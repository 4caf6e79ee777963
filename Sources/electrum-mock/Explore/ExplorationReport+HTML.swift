import Exploration

extension ExplorationReport {
    /// One page without links, fit for a phone, the dark and print.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>electrum-mock explore: \(headline.markup)</title>
        <style>
        \(Self.stylesheet)
        </style>
        </head>
        <body>
        <h1 class="\(entries.isEmpty ? "held" : "broke")">\(entries.isEmpty ? "✓" : "✗") \
        \(headline.markup)</h1>
        \(entries.enumerated().map(section).joined())\
        <h2>Coverage</h2>
        \(mapTable)
        <p class="small">\(HeatMap.legend.markup). A attempts, C confirmations, R reversals, \
        L lookups, T tokens; A@ counts over all sales.</p>
        <table class="facts">
        \(facts.map { "<tr><th>\($0.markup)</th><td>\($1.markup)</td></tr>\n" }.joined())\
        \(waves.map { "<tr><th>\($0.markup)</th><td>\($1) runs</td></tr>\n" }.joined())\
        </table>
        \(warningList)<p>\(omission.markup)</p>
        </body>
        </html>

        """
    }

    private func section(_ index: Int, _ entry: Entry) -> String {
        let others = entry.finding.others.prefix(5).map {
            "<li>\($0.rule.markup): \($0.message.markup)</li>"
        }.joined()
        let output = entry.output.isEmpty ? "" : "<pre>\(entry.output.markup)</pre>\n"
        return """
            <section>
            <h2>\(index + 1). \(entry.title.markup)</h2>
            <p><b>\(entry.finding.signature.rule.markup)</b> \
            \(entry.finding.signature.message.markup)</p>
            \(others.isEmpty ? "" : "<p>By the same cause:</p><ul>\(others)</ul>\n")\
            <p>\(entry.finding.duty.markup)</p>
            <p class="small">\(entry.evidence.markup)</p>
            <pre>\(entry.scenario.markup)</pre>
            <p class="small"><code>electrum-mock run --scenario \(entry.file.markup) -- \
            \(result.command.joined(separator: " ").markup)</code></p>
            \(output)</section>

            """
    }

    private var mapTable: String {
        let head = map.columns.map { "<th>\($0.markup)</th>" }.joined()
        let rows = map.rows.map { row in
            let cells = row.signs.map { "<td class=\"\($0)\">\($0.rawValue)</td>" }.joined()
            return "<tr><th>\(row.kind.markup)</th>\(cells)</tr>\n"
        }
        return """
            <div class="wide"><table class="map">
            <tr><th></th>\(head)</tr>
            \(rows.joined())</table></div>
            """
    }

    private var warningList: String {
        guard !warnings.isEmpty else { return "" }
        let items = warnings.map { "<li>\($0.markup)</li>" }.joined()
        return "<h2>Warnings</h2>\n<ul>\(items)</ul>\n"
    }

    private static let stylesheet = """
        :root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #cf222e }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em;
          padding: 0 1em }
        h1.held { color: var(--good) } h1.broke { color: var(--bad) }
        h2 { font-size: 1.15em; margin-top: 2em }
        section { border-top: 1px solid var(--line); break-inside: avoid }
        pre { background: #8881; padding: .7em 1em; overflow-x: auto; font-size: .85em }
        .small { font-size: .85em; opacity: .8 }
        .wide { overflow-x: auto }
        table { border-collapse: collapse }
        th { text-align: left; font-weight: normal; padding: .15em .8em .15em 0 }
        .facts td { overflow-wrap: anywhere } .facts tr { border-top: 1px solid var(--line) }
        .map td { text-align: center; width: 2.1em; border: 1px solid var(--line) }
        .map tr:first-child th { text-align: center; padding: .15em .3em; font-size: .85em }
        .map td.held { background: #2da44e33 } .map td.broke { background: #cf222e; color: #fff }
        .map td.unclear { background: #bf870033 } .map td.unmet { opacity: .5 }
        code { overflow-wrap: anywhere }
        @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72 } }
        @media print { body { margin: 0; max-width: none; font-size: 11px } @page { margin: 15mm } }
        """
}
