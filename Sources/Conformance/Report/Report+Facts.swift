import JSONTree
import Journal
import Vocabulary

/// The facts at the head of every form of the report.
extension Report {
    /// The labels and values in order, without unknown ones.
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

    /// The verdict in one line, with what keeps it from being a pass.
    package var summary: String {
        let because = reasons.isEmpty ? "" : ": \(reasons.joined(separator: ", "))"
        let isElsewhere = life != nil || sandbox != Journal.standardSandbox
        let subject = (scenario ?? "no scenario") + (isElsewhere ? " in \(place)" : "")
        return "\(subject): \(verdict.rawValue)\(because)".shownSentence
    }

    /// The reasons why the verdict is not a pass: rules by their ids, the others in words.
    package var reasons: [String] {
        rules.filter { $0.verdict >= .inconclusive }.map(\.id)
            + expectations.filter { $0.verdict >= .inconclusive }.map { "not \($0.text)" }
            + scenarioRules.filter { $0.verdict >= .inconclusive }
            .map { "rule `\($0.name)` \($0.observed)" }
            + [absence, omission].compactMap { $0 }
    }

    /// The verdict in words, as in "D6 broken, 1 of 2 expectations not met".
    var lead: String {
        func duties(_ verdict: Verdict, _ word: String) -> String? {
            let ids = rules.filter { $0.verdict == verdict }.map(\.id)
            return ids.isEmpty ? nil : "\(ids.joined(separator: ", ")) \(word)"
        }
        let unmet = expectations.count { $0.verdict >= .inconclusive }
        let idle = scenarioRules.count { $0.verdict == .inconclusive }
        let parts = [
            commandFailure, absence, omission,
            duties(.fail, "broken"), duties(.inconclusive, "still owed"),
            unmet > 0 ? "\(unmet) of \(expectations.count) expectations not met" : nil,
            idle > 0 ? "\(idle == 1 ? "a fault" : "\(idle) faults") never happened" : nil,
            duties(.warn, "doubtful"),
        ].compactMap { $0 }
        let kept = rules.count { $0.verdict == .pass }
        return parts.isEmpty
            ? "each of the \(kept) duties that arose was kept"
            : parts.joined(separator: ", ").shownSentence
    }

    /// Errors that make the report worthless as a proof, whatever the verdict on the till.
    var errors: [(name: String, text: String)] {
        (commandFailure.map { [("the command succeeds", $0)] } ?? [])
            + (absence.map { [("messages come", $0)] } ?? [])
            + (omission.map { [("everything is judged", $0)] } ?? [])
    }

    /// The title of the report among several.
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
    /// The most findings of a rule that are drawn in the forms for people; JSON has them all.
    static let shownMax = 5

    /// Returns the finding with the messages around it, as lines of a fixed-width page.
    func lines(in report: Report) -> [String] {
        let subject = transaction.map { "transaction \($0.shownName)" } ?? "no transaction"
        let marks = Set(evidence)
        let ladders = report.exhibits.filter { !$0.numbers.isDisjoint(with: marks) }
        return ["\(subject): \(message.shownSentence)"]
            + ladders.flatMap { $0.ladder.lines(marking: marks) }
    }
}

extension RuleResult {
    /// Returns the findings that are drawn, each as lines, and the number of the others.
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
    /// The evidence, shortened for a table cell.
    var shortened: String {
        prefix(12).map { String($0) }.joined(separator: ", ") + (count > 12 ? " …" : "")
    }
}
