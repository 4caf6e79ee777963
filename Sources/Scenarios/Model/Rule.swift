import Vocabulary

/// One rule of a scenario: when it fits, and what it answers.
struct Rule: Sendable, Equatable {
    /// What occasions are counted by.
    enum Scope: String, Sendable, CaseIterable {
        case transaction, sandbox, client, terminal
    }

    var name = ""
    /// Never empty.
    var on = Operation.ofInterface
    var conditions: [Condition] = []
    /// What is counted by; nil: attempts by transaction, `every` over the whole sandbox.
    var per: Scope?
    /// Matches every n-th occurrence.
    var every = 1
    var during: Window?
    var chance: Chance?
    /// Whether the file says that it need not decide.
    var isMarkedOptional = false
    /// The n-th time the rule decides it takes the n-th, the last one stays; never empty.
    var replies: [Reply] = []

    /// Whether a run counts although the rule never decided; a draw may always let it pass.
    var isOptional: Bool { isMarkedOptional || chance != nil }

    /// Whether it fits every message that its `on` and `when` let through.
    var isUnconditional: Bool {
        every == 1 && during == nil && chance.map(\.isCertain) ?? true
    }
}

/// Stretches of time on the sandbox clock, counted from the sandbox's beginning.
struct Window: Sendable, Equatable {
    var from = Timespan.zero
    /// How long a stretch lasts; nil for ever.
    var length: Timespan?
    /// From the beginning of one stretch to that of the next; nil when there is only one.
    var period: Timespan?

    func contains(_ elapsed: Timespan) -> Bool {
        guard elapsed >= from else { return false }
        var time = elapsed.nanoseconds - from.nanoseconds
        if let period { time %= period.nanoseconds }
        return length.map { time < $0.nanoseconds } ?? true
    }
}

extension Window: CustomStringConvertible {
    var description: String {
        var text = "from \(from)"
        if let length { text += " for \(length)" }
        if let period { text += " every \(period)" }
        return text
    }
}
