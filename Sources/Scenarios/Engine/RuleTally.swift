/// How often a rule decided, and what came closest to it if it never did.
public struct RuleTally: Sendable, Equatable {
    /// The rule's name.
    public let name: String
    /// True if a run proves nothing unless the rule decides.
    public let isRequired: Bool
    /// How many replies it has.
    public let replyCount: Int
    /// How many of its replies were given, counted from the first.
    public let repliesGiven: Int
    /// How many messages it decided about.
    public let decisionCount: Int
    /// What kept the closest messages away, as in "no provision for provider netcare; 1 for ott";
    /// nil once it has decided.
    public let nearMiss: String?
}
