/// One rule of a scenario: when it fits, and what it answers.
struct Rule: Sendable, Equatable {
    /// What occasions are counted by.
    enum Scope: String, Sendable, CaseIterable {
        case transaction, sandbox, client, terminal
    }

    let name: String
    /// Never empty.
    let on: [Operation]
    var conditions: [Condition] = []
    /// What is counted by; nil: attempts by transaction, `every` over the whole sandbox.
    var per: Scope?
    /// Fits on every so manieth occasion.
    var every = 1
    var during: Window?
    var chance: Chance?
    /// Whether the file says that it need not decide.
    var isMarkedOptional = false
    /// The n-th time the rule decides it takes the n-th, the last one stays; never empty.
    let replies: [Reply]

    /// Whether a run counts although the rule never decided; a draw may always let it pass.
    var isOptional: Bool { isMarkedOptional || chance != nil }

    /// Whether it fits every message that its `on` and `when` let through.
    var isUnconditional: Bool {
        every == 1 && during == nil && chance.map(\.isCertain) ?? true
    }
}
