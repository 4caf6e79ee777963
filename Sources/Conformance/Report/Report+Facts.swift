import JSONTree
import Vocabulary

/// What every form of the report says at its head.
extension Report {
    /// A label and its value, in order; what is not known is left out.
    var facts: [(label: String, value: String)] {
        [
            ("mock", [product, version].compactMap { $0 }.joined(separator: " ").shownName),
            ("scenario", (scenario ?? "none").shownName),
            ("seed", seed == .null ? "" : seed.description.shownName + drawsText),
            ("sandbox", place),
            ("messaging", messaging.rawValue),
            ("client", Self.some(of: clients)),
            ("terminal", Self.some(of: terminals)),
            ("from", begin?.description ?? ""),
            ("to", end?.description ?? ""),
            ("transactions", String(transactions.count)),
            ("messages", String(messageCount)),
            ("command", (commandFailure ?? "").shownSentence),
            ("note", remarks.shownSentence),
        ].filter { !$0.1.isEmpty }
    }

    /// The verdict in a line, with what stands in its way.
    public var summary: String {
        let broken =
            rules.filter { $0.verdict >= .inconclusive }.map(\.id)
            + expectations.filter { $0.verdict >= .inconclusive }.map { "not \($0.text)" }
            + scenarioRules.filter { $0.verdict >= .inconclusive }
            .map { "rule `\($0.name)` \($0.observed)" }
            + [absence, omission].compactMap { $0 }
        let reasons = broken.isEmpty ? "" : ": \(broken.joined(separator: ", "))"
        let isElsewhere = life != nil || sandbox != Journal.standardSandbox
        let subject = (scenario ?? "no scenario") + (isElsewhere ? " in \(place)" : "")
        return "\(subject): \(verdict.rawValue)\(reasons)".shownSentence
    }

    /// What makes the report worthless as a proof, whatever the verdict on the till.
    var errors: [(name: String, text: String)] {
        (commandFailure.map { [("the command succeeds", $0)] } ?? [])
            + (absence.map { [("messages come", $0)] } ?? [])
            + (omission.map { [("every sandbox is judged", $0)] } ?? [])
    }

    /// A name for the report where there are several.
    var title: String {
        "\((scenario ?? "no scenario").shownName) (sandbox \(place))"
    }

    /// The sandbox, and which of its lives, as in "t2 (first of 2)".
    var place: String {
        sandbox.shownName + (life.map { " (\($0))" } ?? "")
    }

    private var remarks: String {
        [absence, note, omission].compactMap { $0 }.joined(separator: "; ")
    }

    private var drawsText: String { drawsByOrder ? ", draws by order" : "" }

    static func some(of names: [String]) -> String {
        names.prefix(5).map(\.shownName).joined(separator: ", ")
            + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}

extension Finding {
    /// How many findings of a rule are drawn where a person reads; JSON has them all.
    static let shownMax = 5

    /// The finding with the messages around it, as lines of a fixed-width page.
    func lines(in report: Report) -> [String] {
        let subject = transaction.map { "transaction \($0.shownName)" } ?? "no transaction"
        return ["\(subject): \(message.shownSentence)"] + Ladder(self, in: report).lines
    }
}

extension RuleResult {
    /// The findings that are drawn, each as lines, and a word on the rest.
    func blocks(in report: Report) -> [[String]] {
        let rest = findings.count - Finding.shownMax
        return findings.prefix(Finding.shownMax).map { $0.lines(in: report) }
            + (rest > 0 ? [["\(rest) more findings; the JSON report has them all"]] : [])
    }

    /// The evidence of all findings.
    var evidence: [Int] {
        Set(findings.flatMap(\.evidence)).sorted()
    }
}

extension [Int] {
    /// Evidence for a table cell.
    var shortened: String {
        prefix(12).map { String($0) }.joined(separator: ", ") + (count > 12 ? " …" : "")
    }
}
