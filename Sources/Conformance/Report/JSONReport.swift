import Escaping
import JSONTree
import Vocabulary

/// The report for programs.
enum JSONReport {
    static func render(_ report: Report) -> String {
        object(report).prettyPrinted().escaped(for: .json) + "\n"
    }

    /// Returns an array of reports, even for one.
    static func render(_ reports: [Report]) -> String {
        JSON.array(reports.map(object)).prettyPrinted().escaped(for: .json) + "\n"
    }

    /// Returns the cases of a book, each with its reports.
    static func render(_ book: ReportBook) -> String {
        let whole: JSON = [
            "title": .string(book.title), "verdict": .string(book.verdict.rawValue),
            "facts": .object(JSONObject(book.facts.map { ($0.label, .string($0.value)) })),
            "cases": .array(
                book.cases.map { item in
                    [
                        "number": .string(item.number), "title": .string(item.title),
                        "task": text(item.task), "source": text(item.source),
                        "verdict": text(item.verdict?.rawValue), "notRun": text(item.notRun),
                        "reports": .array(item.reports.map(object)),
                    ]
                }),
        ]
        return whole.prettyPrinted().escaped(for: .json) + "\n"
    }

    static func object(_ report: Report) -> JSON {
        let object: JSON = [
            "sandbox": .string(report.sandbox),
            "scenario": text(report.scenario),
            "seed": report.seed,
            "draw": report.drawsByOrder ? "by-order" : "by-id",
            "from": text(report.begin?.description), "to": text(report.end?.description),
            "verdict": .string(report.verdict.rawValue),
            "hollow": .array(report.hollowRules.map(JSON.string)),
            "rules": .array(report.rules.map(rule)),
            "expectations": .array(
                report.expectations.map {
                    [
                        "text": .string($0.text), "verdict": .string($0.verdict.rawValue),
                        "observed": .string($0.observed),
                        "evidence": .array($0.evidence.map(number)),
                    ]
                }),
            "scenarioRules": .array(
                report.scenarioRules.map {
                    [
                        "name": .string($0.name), "verdict": .string($0.verdict.rawValue),
                        "decided": number($0.decisionCount), "observed": .string($0.observed),
                    ]
                }),
            "transactions": .array(
                report.transactions.map {
                    [
                        "id": .string($0.id), "kind": .string($0.kind.rawValue),
                        "state": .string($0.state), "attempts": number($0.attempts),
                        "beliefs": .array($0.beliefs.all.map { .string($0.rawValue) }),
                        "opinion": .string($0.situation.kind.rawValue),
                    ]
                }),
            "counts": [
                "messages": number(report.messageCount),
                "transactions": number(report.transactions.count),
            ],
        ]
        guard var members = object.members else { return object }
        for (name, text) in [
            ("life", report.life), ("note", report.note), ("absence", report.absence),
            ("omission", report.omission), ("commandFailure", report.commandFailure),
        ] {
            if let text { members.append(name, .string(text)) }
        }
        return .object(members)
    }

    private static func rule(_ rule: RuleResult) -> JSON {
        [
            "id": .string(rule.id), "title": .string(rule.title),
            "verdict": .string(rule.verdict.rawValue), "observed": .string(rule.observed),
            "todo": .string(rule.todo), "source": .string(rule.source),
            "findings": .array(
                rule.findings.map {
                    [
                        "verdict": .string($0.verdict.rawValue),
                        "transaction": text($0.transaction), "message": .string($0.message),
                        "evidence": .array($0.evidence.map(number)),
                    ]
                }),
        ]
    }

    private static func text(_ text: String?) -> JSON {
        text.map { .string($0) } ?? .null
    }

    private static func number(_ value: Int) -> JSON {
        .number(JSONNumber(value))
    }
}
