import JSONTree
import Vocabulary

/// A rule of the scenario with its results.
struct ScenarioRule: Equatable {
    let name: String
    /// True if a run proves nothing unless the rule decides.
    let isRequired: Bool
    let replyCount: Int
    /// The number of replies given, counted from the first; nil where they were not counted.
    private(set) var repliesGiven: Int?
    private(set) var decisionCount: Int
    /// The nearest miss of a rule that never decided.
    private(set) var nearMiss: String?

    static func all(_ json: JSON?) throws(MalformedRecord) -> [ScenarioRule] {
        var rules: [ScenarioRule] = []
        for item in json?.items ?? [] { rules.append(try ScenarioRule(RecordReader(item))) }
        return rules
    }

    private init(_ reader: RecordReader) throws(MalformedRecord) {
        name = try reader.required("name", try reader.text("name"))
        isRequired = try reader.flag("required") ?? true
        replyCount = try reader.number(.replies) ?? 1
        repliesGiven = try reader.number(.given)
        decisionCount = try reader.number(.decided) ?? 0
        nearMiss = try reader.text("nearMiss")
    }

    /// Returns the rule with its decisions counted from the records of messages and deliveries: a
    /// mock that was killed has not recorded the results itself.
    func counted(in messages: [MessageRecord]) -> ScenarioRule {
        var rule = self
        rule.decisionCount = messages.count { $0.rule == name }
        rule.repliesGiven = nil
        rule.nearMiss = nil
        return rule
    }
}
