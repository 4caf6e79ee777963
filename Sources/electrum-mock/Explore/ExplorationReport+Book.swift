import Conformance
import Exploration

extension ExplorationReport {
    /// The report as those on any run: a case for each finding, with the ladder that shows it.
    var book: ReportBook {
        ReportBook(
            title: "What breaks the till",
            summary: ReportBook.Summary(
                verdict: entries.isEmpty ? .pass : .fail, lead: headline,
                numbers: [
                    (String(entries.count), entries.count == 1 ? "finding" : "findings"),
                    (String(result.search.runCount), "runs"),
                    ("\(result.elapsed.components.seconds) s", "searched"),
                ]),
            facts: facts, cases: entries.enumerated().map(item),
            tables: [mapTable, waveTable] + (warnings.isEmpty ? [] : [warningTable]))
    }

    private func item(_ index: Int, _ entry: Entry) -> ReportBook.Case {
        let finding = entry.finding
        let replay = result.command.joined(separator: " ")
        let output = entry.output.isEmpty ? [] : ["Its output ends with: \(entry.output)"]
        var item = ReportBook.Case(
            number: String(index + 1), title: entry.title, task: finding.duty,
            remarks: finding.others.prefix(Self.othersMax).map {
                "By the same cause, \($0.rule): \($0.message)"
            } + [
                "\(entry.evidence).",
                "To play it again: electrum-mock run --scenario \(entry.file) -- \(replay)",
            ] + output,
            listing: entry.scenario, reports: [])
        if var report = result.reports[finding.schedule] {
            // A rule of its own, or a finding that was not seen this time.
            if report.verdict != .fail {
                let signature = finding.signature
                report.doubt("\(signature.rule): \(signature.message)", .fail)
            }
            item.reports = [report]
        } else {
            item.notRun = "the exploration was stopped before its ladder was drawn"
        }
        return item
    }

    private static let othersMax = 5

    private var mapTable: ReportBook.Table {
        ReportBook.Table(
            title: "Coverage",
            note: "\(HeatMap.legend). A attempts, C confirmations, R reversals, L lookups, "
                + "T tokens, D deliveries to the provider; A@ counts over all sales. \(omission)",
            head: map.columns,
            rows: map.rows.map { row in
                (row.kind, row.signs.map { ReportBook.Table.Cell.verdict($0.verdict) })
            })
    }

    private var waveTable: ReportBook.Table {
        ReportBook.Table(
            title: "Waves", head: ["runs"],
            rows: waves.map { ($0.0, [.text(String($0.1))]) })
    }

    private var warningTable: ReportBook.Table {
        ReportBook.Table(
            title: "Warnings", head: ["runs"],
            rows: result.warnings.sorted { $0.key < $1.key }.map { warning, count in
                ("\(warning.rule): \(warning.message)", [.text(String(count))])
            })
    }
}

extension HeatMap.Sign {
    fileprivate var verdict: Verdict? {
        switch self {
        case .held: .pass
        case .broke: .fail
        case .unclear: .warn
        case .unmet: nil
        }
    }
}
