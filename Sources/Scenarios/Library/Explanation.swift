extension ScenarioLibrary {
    /// All scenarios, a line each: name, flow, messaging, title.
    public var listing: String {
        TextTable.text(
            scenarios.map { [$0.name, $0.flow ?? "-", $0.messaging.rawValue, $0.title] })
    }
}

extension Scenario {
    /// The scenario as a table for people: each rule with what it is about and what it answers, the
    /// first time, the second time, and so on.
    public var explanation: String {
        let title = title.isEmpty ? [] : [title]
        let facts = [
            flow.map { "flow \($0)" }, "\(messaging.rawValue) messaging",
            seed.map { "seed \($0)" },
        ].compactMap { $0 }.joined(separator: ", ")
        let table = rules.isEmpty ? "No rules: every answer is the normal one." : ruleTable
        return ([name] + title + [facts, "", table] + expectationLines).joined(separator: "\n")
    }

    private var ruleTable: String {
        let attempts = rules.map(\.replies.count).max() ?? 1
        let head =
            ["rule", "on", "when"]
            + (1...attempts).map { $0 == attempts ? "attempt \($0) …" : "attempt \($0)" }
        return TextTable.text([head] + rules.map(\.row))
    }

    private var expectationLines: [String] {
        let retries = [
            expect.retriesMin.map { "at least \($0)" }, expect.retriesMax.map { "at most \($0)" },
        ].compactMap { $0 }.joined(separator: " and ")
        let parts = [
            expect.finally?.rawValue, retries.isEmpty ? nil : "with \(retries) retries",
        ].compactMap { $0 }
        return parts.isEmpty
            ? [] : ["", "Every transaction must end " + parts.joined(separator: " ")]
    }
}

extension Rule {
    fileprivate var row: [String] {
        let operations = on == Operation.ofTill ? "all" : on.map(\.rawValue).joined(separator: ", ")
        return [name, operations, whenText] + replies.map(\.description)
    }

    private var whenText: String {
        var parts = conditions.map(\.description)
        if let during { parts.append(during.description) }
        if every > 1 { parts.append("every \(every) occasions") }
        if let chance { parts.append("chance \(chance)") }
        if let per { parts.append("per \(per.rawValue)") }
        return parts.isEmpty ? "always" : parts.joined(separator: "; ")
    }
}
