import Vocabulary

/// The result of a rule of the scenario: a fault that did not happen proves nothing.
public struct ScenarioRuleResult: Sendable, Equatable {
    /// The rule's name.
    public let name: String
    /// `pass` if it decided; otherwise `inconclusive` if the run is over and the rule is required,
    /// and `not-applicable` if it may still decide or is optional.
    public let verdict: Verdict
    /// The number of messages, deliveries and connections that the rule decided about.
    public let decisionCount: Int
    /// As in "decided 3 times", or "never decided (no provision for provider netcare; 1 for ott)".
    public let observed: String

    init(_ rule: RuleTally, hasEnded: Bool) {
        name = rule.name
        decisionCount = rule.decisionCount
        observed = rule.observed
        verdict =
            rule.decisionCount > 0
            ? .pass : rule.isRequired && hasEnded ? .inconclusive : .notApplicable
    }
}

extension RuleTally {
    fileprivate var observed: String {
        guard decisionCount > 0 else {
            let reason = nearMiss.map { " (\($0.shownSentence))" } ?? ""
            return "never decided\(reason)" + (isRequired ? "" : "; it need not")
        }
        let times = decisionCount == 1 ? "once" : "\(decisionCount) times"
        guard let repliesGiven, repliesGiven < replyCount else { return "decided \(times)" }
        return "decided \(times); \(repliesGiven) of its \(replyCount) replies given"
    }
}
