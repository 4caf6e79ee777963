import Vocabulary

/// A reason why a run does not pass, or a doubt, with the remedy: findings of one cause are
/// one.
struct Concern {
    /// `D1` to `D18`, `expected`, `rule` or `run`.
    let id: String
    let title: String
    let verdict: Verdict
    /// As in "the till sent both a confirmation and a reversal".
    let message: String
    /// The expected and the actual value, where two things differ.
    let comparison: Comparison?
    /// The ids of the transactions, in order of arrival.
    let transactions: [String]
    /// The number of findings of that cause.
    let count: Int
    let evidence: [Int]
    let todo: String?
    let source: String?

    /// True for one of D1 to D18.
    var isDuty: Bool { id.hasPrefix("D") }

    /// Returns all of a report, the worst first.
    static func all(of report: Report) -> [Concern] {
        let errors = report.errors.map { error in
            Concern(
                id: "run", title: error.name, verdict: .inconclusive, message: error.text,
                comparison: nil, transactions: [], count: 1, evidence: [], todo: nil, source: nil)
        }
        let expectations = report.expectations.filter { $0.verdict >= .warn }.map { result in
            Concern(
                id: "expected", title: result.text, verdict: result.verdict,
                message: result.observed, comparison: nil, transactions: [], count: 1,
                evidence: result.evidence, todo: nil, source: nil)
        }
        let rules = report.scenarioRules.filter { $0.verdict >= .warn }.map { rule in
            Concern(
                id: "rule", title: "rule \(rule.name) decides", verdict: rule.verdict,
                message: rule.observed, comparison: nil, transactions: [], count: 1, evidence: [],
                todo: "The fault never happened, so the run proves nothing about it.",
                source: nil)
        }
        let duties = report.rules.flatMap { rule in groups(of: rule.findings, rule) }
        return (errors + expectations + rules + duties).enumerated()
            .sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
            .map(\.element)
    }

    private static func groups(of findings: [Finding], _ rule: RuleResult) -> [Concern] {
        findings.grouped { "\($0.verdict.rawValue) \($0.text.cause)" }.compactMap { group in
            guard let first = group.first else { return nil }
            return Concern(
                id: rule.id, title: rule.title, verdict: first.verdict, message: first.text,
                comparison: Comparison(of: group.map(\.comparison)),
                transactions: group.compactMap(\.transaction).distinct,
                count: group.count, evidence: Array(group.flatMap(\.evidence).prefix(12)),
                todo: rule.todo, source: rule.source)
        }
    }
}

extension Concern {
    /// The same for concerns that have one cause, in whatever case.
    var cause: String { "\(id) \(verdict.rawValue) \(title) \(message.cause)" }
}

extension Comparison {
    /// The common part of several comparisons of one cause; nil if there is none. Where each got
    /// something else, some of that is named.
    init?(of all: [Comparison?]) {
        guard let first = all.first, let first else { return nil }
        let values = all.compactMap { $0?.got }.distinct
        let isAlike = all.allSatisfy { $0?.expected == first.expected }
        let rest = values.count - Self.valuesMax
        self.init(
            expected: first.expected,
            got: isAlike
                ? values.prefix(Self.valuesMax).joined(separator: ", ")
                    + (rest > 0 ? " and \(rest) other values" : "")
                : first.got)
    }

    private static let valuesMax = 3
}

extension String {
    /// A message without what differs from one transaction to the next: ids, times, numbers.
    fileprivate var cause: String {
        var cause = ""
        for word in split(separator: " ") {
            let isOwn = word.utf8.count >= 8 && word.contains { $0.isNumber }
            cause += isOwn ? " …" : " \(word)"
        }
        return cause
    }
}
