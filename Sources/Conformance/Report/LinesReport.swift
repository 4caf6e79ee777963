import Escaping
import JSONTree

/// One JSON object per line for each finding, the worst first; nothing if there are none.
enum LinesReport {
    static func render(_ reports: [Report]) -> String {
        reports.flatMap(lines).map { $0.description.escaped(for: .json) + "\n" }.joined()
    }

    private static func lines(_ report: Report) -> [JSON] {
        let errors = report.errors.map { error in
            line(report, "run", error.name, .inconclusive, error.text)
        }
        let expectations = report.expectations.filter { $0.verdict >= .warn }.map { result in
            line(
                report, "expected", result.text, result.verdict, result.observed,
                evidence: result.evidence)
        }
        let rules = report.scenarioRules.filter { $0.verdict >= .warn }.map { rule in
            line(report, "rule", "rule \(rule.name) decides", rule.verdict, rule.observed)
        }
        let duties = report.rules.flatMap { rule in
            rule.findings.map { finding in
                line(
                    report, rule.id, rule.title, finding.verdict, finding.message,
                    transaction: finding.transaction, evidence: finding.evidence)
            }
        }
        return (errors + expectations + rules + duties).enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
            .map(\.element.json)
    }

    private static func line(
        _ report: Report, _ id: String, _ title: String, _ verdict: Verdict, _ message: String,
        transaction: String? = nil, evidence: [Int] = []
    ) -> (verdict: Verdict, json: JSON) {
        (
            verdict,
            [
                "sandbox": .string(report.place),
                "scenario": report.scenario.map { .string($0) } ?? .null,
                "id": .string(id), "title": .string(title.shownSentence),
                "verdict": .string(verdict.rawValue), "message": .string(message.shownSentence),
                "transaction": transaction.map { .string($0.shownName) } ?? .null,
                "evidence": .array(evidence.map { .number(JSONNumber($0)) }),
            ]
        )
    }
}
