/// The number of a rule's decisions, and the closest miss if it never decided.
package struct RuleTally: Sendable, Equatable {
    /// The rule's name.
    package let name: String
    /// True if a run proves nothing unless the rule decides.
    package let isRequired: Bool
    /// The number of its replies.
    package let replyCount: Int
    /// The number of its replies that were given, counted from the first.
    package let repliesGiven: Int
    /// The number of messages that it decided about.
    package let decisionCount: Int
    /// The closest miss, as in "no provision for provider netcare; 1 for ott"; nil once the rule
    /// has decided.
    package let nearMiss: String?
}
