import Escaping
package import JSONTree
import Vocabulary

extension ScenarioLibrary {
    /// All scenarios: a line with name, flow and messaging, and below it the title, indented.
    package var listing: String {
        let scenarios = scenarios
        let heads = TextTable.text(
            scenarios.map { [$0.name, $0.flow ?? "-", $0.messaging.rawValue] })
        return zip(heads.split(separator: "\n"), scenarios).flatMap { head, scenario in
            [String(head)]
                + (scenario.title.isEmpty
                    ? [] : scenario.title.hanging(behind: "    "))
        }.joined(separator: "\n")
    }

    /// All scenarios as a table of Markdown.
    package var markdown: String {
        let rows = scenarios.map { scenario in
            let cells = [
                scenario.name, scenario.flow ?? "-", scenario.messaging.rawValue, scenario.title,
            ]
            return "| " + cells.map { $0.escaped(for: .markdown) }.joined(separator: " | ") + " |"
        }
        return (["| scenario | flow | messaging | title |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    /// All scenarios as the control API lists them.
    package var json: JSON {
        let list = scenarios.map { scenario -> JSON in
            [
                "name": .string(scenario.name), "title": .string(scenario.title),
                "flow": scenario.flow.map(JSON.string) ?? .null,
                "messaging": .string(scenario.messaging.rawValue),
                "file": .string(scenario.file),
            ]
        }
        return ["scenarios": .array(list)]
    }
}

extension Scenario {
    /// The scenario as a table: each rule with the messages it matches and its replies, in order.
    package var explanation: String {
        let title = title.isEmpty ? [] : TextTable.lines(title)
        let facts = [
            flow.map { "flow \($0)" }, "\(messaging.rawValue) messaging",
            seed.map { "seed \($0)" }, draw == .byOrder ? "draws by order" : nil,
            isOptional ? "rules need not decide" : nil,
        ].compactMap { $0 }.joined(separator: ", ")
        let table = rules.isEmpty ? "No rules: every answer is the normal one." : ruleTable
        return ([name] + title + TextTable.lines(facts) + ["", table] + notes + expectationLines)
            .joined(separator: "\n")
    }

    /// Remarks on how the words of the table count.
    private var notes: [String] {
        let notes = [
            rules.contains { $0.every > 1 && $0.on != [.connect] }
                ? "every N: counts the messages that `on`, `when` and `during` let through, over "
                    + "the whole sandbox unless `per` says else" : nil,
            rules.contains { $0.every > 1 && $0.on == [.connect] }
                ? "every N: counts the TLS connections of the sandbox" : nil,
            rules.contains { $0.during != nil }
                ? "from … for …: on the sandbox clock, since the sandbox began" : nil,
        ].compactMap { $0 }
        let slow = slowPatterns.map { "\($0.rule): \($0.text) may take longer than a message may" }
        return notes.isEmpty && slow.isEmpty ? [] : [""] + (notes + slow).flatMap(TextTable.lines)
    }

    private var ruleTable: String {
        let attempts = rules.map(\.replies.count).max() ?? 1
        let head =
            ["rule", "on", "when"]
            + (1...attempts).map { $0 == attempts ? "attempt \($0) …" : "attempt \($0)" }
        return TextTable.text(
            cells.map { [$0.name, $0.on, $0.when] + $0.replies }, below: head)
    }

    /// The rules in words, in order.
    package var cells: [RuleCells] { rules.map(\.cells) }

    /// The expectations in sentences; empty for none.
    package var expectationText: String { expectationLines.dropFirst().joined(separator: ". ") }

    private var expectationLines: [String] {
        let provider = expect.provider.map { "At least one transaction must go to \($0)" }
        let parts = [
            expect.endingText.map { "end \($0)" }, expect.retriesText.map { "take \($0)" },
        ].compactMap { $0 }
        let lines = [
            provider,
            parts.isEmpty ? nil : "Every transaction must " + parts.joined(separator: " and "),
        ].compactMap { $0 }
        return lines.isEmpty ? [] : [""] + lines.flatMap(TextTable.lines)
    }
}

extension Expectation {
    fileprivate var endingText: String? {
        finally.isEmpty ? nil : finally.map(\.rawValue).joined(separator: " or ")
    }

    fileprivate var retriesText: String? {
        switch (retriesMin, retriesMax) {
        case (let low?, let high?) where low == high: "\(low) retries"
        case (let low?, let high?): "\(low) to \(high) retries"
        case (let low?, nil): "at least \(low) retries"
        case (nil, let high?): "at most \(high) retries"
        case (nil, nil): nil
        }
    }
}

extension Rule {
    fileprivate var cells: RuleCells {
        let operations =
            on == Operation.ofInterface ? "all" : on.map(\.rawValue).joined(separator: ", ")
        return RuleCells(
            name: name, on: operations, when: whenText, replies: replies.map(\.description))
    }

    private var whenText: String {
        var parts = conditions.map(\.description)
        if let during { parts.append(during.description) }
        if every > 1 { parts.append("every \(every) occasions") }
        if let chance { parts.append("chance \(chance)") }
        if isMarkedOptional { parts.append("optional") }
        if let per, on != [.connect] { parts.append("per \(per.rawValue)") }
        return parts.isEmpty ? "always" : parts.joined(separator: "; ")
    }
}
