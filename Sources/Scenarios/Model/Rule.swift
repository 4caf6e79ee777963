import Vocabulary

/// One rule of a scenario: the messages it matches, and its replies.
struct Rule: Sendable, Equatable {
    /// The scope of a rule's counters.
    enum Scope: String, Sendable, CaseIterable {
        case transaction, sandbox, client, terminal
    }

    var name = ""
    /// Never empty.
    var on = Operation.ofInterface
    var conditions: [Condition] = []
    /// The scope of the counters; nil: attempts by transaction, `every` over the whole sandbox.
    var per: Scope?
    /// Matches every n-th occurrence.
    var every = 1
    var during: Window?
    var chance: Chance?
    /// True if the file marks the rule as optional.
    var isMarkedOptional = false
    /// The replies. The n-th decision takes the n-th, and the last one repeats; never empty.
    var replies: [Reply] = []

    /// True if a run counts although the rule never decided; a rule with `chance` may never do.
    var isOptional: Bool { isMarkedOptional || chance != nil }

    /// True if the rule matches every message that its `on` and `when` let through.
    var isUnconditional: Bool {
        every == 1 && during == nil && chance.map(\.isCertain) ?? true
    }
}

/// Intervals on the sandbox clock, counted from the sandbox's beginning.
struct Window: Sendable, Equatable {
    var from = Duration.zero
    /// The length of a stretch; nil for no end.
    var length: Duration?
    /// The time from the beginning of one interval to that of the next; nil if there is only one.
    var period: Duration?

    func contains(_ time: SandboxTime) -> Bool {
        var elapsed = time.nanoseconds - from.nanoseconds
        guard elapsed >= 0 else { return false }
        if let period { elapsed %= period.nanoseconds }
        return length.map { elapsed < $0.nanoseconds } ?? true
    }
}

extension Window: CustomStringConvertible {
    var description: String {
        var text = "from \(from.written)"
        if let length { text += " for \(length.written)" }
        if let period { text += " every \(period.written)" }
        return text
    }
}

/// One entry of a rule's `replies`.
struct Reply: Sendable, Equatable {
    var outcome = Outcome.normal
    var transmission = Transmission()
    /// The delay before the answer; nil for the provider's own latency.
    var delay: Delay?
    /// The delay before the ledger sees the message.
    var processing = Duration.zero
}

extension Reply: CustomStringConvertible {
    /// `error 503 UPSTREAM_UNAVAILABLE, delay 2s`; `normal`.
    var description: String {
        var parts = outcome.texts + transmission.texts
        if let delay { parts.append("delay \(delay)") }
        if processing > .zero { parts.append("processing \(processing.written)") }
        return parts.isEmpty ? "normal" : parts.joined(separator: ", ")
    }
}
