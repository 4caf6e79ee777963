import Conformance
import Escaping
import Exploration
import JSONTree
import Vocabulary

extension ExplorationReport {
    /// For a terminal.
    var text: String {
        var lines = [headline, ""]
        for (index, entry) in entries.enumerated() {
            lines += entry.title.hanging(behind: "\(index + 1). ")
            let breach = entry.finding.signature
            lines += breach.message.hanging(behind: "   \(breach.rule): ")
            for other in entry.finding.others.prefix(5) {
                lines += other.message.hanging(behind: "   also \(other.rule): ")
            }
            lines += entry.evidence.hanging(behind: "   ")
            lines.append("   electrum-mock run --scenario \(entry.file) -- …")
            if !entry.output.isEmpty {
                lines += entry.output.split(separator: "\n").suffix(5).map { "   | \($0)" }
            }
            lines.append("")
        }
        let width = facts.map(\.0.count).max() ?? 0
        lines += facts.flatMap { $1.hanging(behind: $0.padded(to: width) + "  ") }
        lines.append("")
        lines += waves.map { "\($1)".leftPadded(to: 6) + " runs  \($0)" }
        lines.append("")
        lines += mapLines
        if !warnings.isEmpty {
            lines += ["", "Warnings:"] + warnings.flatMap { $0.hanging(behind: "  ") }
        }
        lines += [""] + omission.wrapped(to: 80)
        return lines.map { $0.escaped(for: .line, max: 4_000) }.joined(separator: "\n") + "\n"
    }

    private var mapLines: [String] {
        let width = map.rows.map(\.kind.count).max() ?? 0
        let widths = map.columns.map { max($0.count, 2) }
        let head = zip(map.columns, widths).map { $0.padded(to: $1) }.joined(separator: " ")
        let lines = map.rows.map { row in
            row.kind.padded(to: width) + "  "
                + zip(row.signs, widths).map { $0.rawValue.padded(to: $1) }.joined(separator: " ")
        }
        return ["".padded(to: width) + "  " + head] + lines + [HeatMap.legend]
    }

    /// A test case for each finding, or one that passes.
    var junit: String {
        let cases = entries.enumerated().map { index, entry in
            """
              <testcase classname="explore" name="\(index + 1). \(entry.title.markup)">
                <failure message="\(entry.finding.signature.message.markup)">\(entry.scenario.markup)\
            </failure>
              </testcase>

            """
        }
        let passed = "  <testcase classname=\"explore\" name=\"\(headline.markup)\"/>\n"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="electrum-mock explore" tests="\(max(1, cases.count))" \
            failures="\(cases.count)">
            \(cases.isEmpty ? passed : cases.joined())</testsuite>

            """
    }
}

extension ExplorationEvents {
    /// Returns the last event as a line: all that is known.
    static func end(_ result: ExplorationSession.Result) -> String {
        String(decoding: endEvent(result).encoded, as: UTF8.self)
    }

    private static func endEvent(_ result: ExplorationSession.Result) -> JSON {
        let report = ExplorationReport(result)
        let search = result.search
        return [
            "event": "end", "runs": .number(JSONNumber(search.runCount)),
            "elapsedMs": .number(JSONNumber(result.elapsed.milliseconds)),
            "seed": .string(String(result.seed)), "interrupted": .bool(result.isInterrupted),
            "findings": .array(report.entries.map { json($0.finding, $0.file) }),
            "coverage": .object(JSONObject(report.facts.map { ($0, .string($1)) })),
            "waves": .object(
                JSONObject(report.waves.map { ($0, .number(JSONNumber($1))) })),
            "map": [
                "places": .array(report.map.columns.map(JSON.string)),
                "kinds": .object(
                    JSONObject(
                        report.map.rows.map { row in
                            (row.kind, .array(row.signs.map { .string("\($0)") }))
                        })),
            ],
            "warnings": .array(report.warnings.map(JSON.string)),
            "omission": .string(report.omission),
        ]
    }

    /// Returns a finding as JSON.
    static func json(_ finding: Search.Finding, _ path: String, event: String? = nil) -> JSON {
        var members: [(String, JSON)] = event.map { [("event", .string($0))] } ?? []
        members += [
            ("title", .string(finding.title)), ("rule", .string(finding.signature.rule)),
            ("message", .string(finding.signature.message)),
            ("schedule", .string(finding.schedule.description)), ("file", .string(path)),
            ("state", .string(finding.stateName)), ("shrunk", .bool(finding.isShrunk)),
            ("foundAfter", .number(JSONNumber(finding.foundAfter))),
            ("faults", .number(JSONNumber(finding.schedule.faultCount))),
            ("rules", .number(JSONNumber(finding.schedule.lanes.count))),
            ("wave", finding.wave.map { .string($0.rawValue) } ?? .null),
            (
                "also",
                .array(finding.others.map { .string("\($0.rule): \($0.message)") })
            ),
        ]
        return .object(JSONObject(members))
    }
}

extension Search.Finding {
    fileprivate var stateName: String {
        switch state {
        case .steady: "steady"
        case .flaky: "flaky"
        case .unconfirmed: "unconfirmed"
        }
    }
}

extension String {
    /// The text for HTML and XML, line by line.
    var markup: String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).escaped(for: .markup) }.joined(separator: "\n")
    }
}
