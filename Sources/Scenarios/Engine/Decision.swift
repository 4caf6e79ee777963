import Vocabulary

/// A scenario's decision about a message.
package struct Decision: Sendable, Equatable {
    /// The rule that decided; nil when none did.
    package let rule: String?
    /// The outcome to produce.
    package let outcome: Outcome
    /// The way in which the answer is sent.
    package let transmission: Transmission
    /// The delay before the answer; the provider's latency unless the rule says otherwise.
    package let delay: Duration
    /// The delay before the ledger sees the message.
    package let processing: Duration

    let isDelayedByRule: Bool
    /// The bits from which the UUIDs in an answer are drawn; 0 when none are.
    var uuidBits: UInt64 = 0

    /// The rule that was not tried to the end, nor any after it, since matching takes too long for
    /// the message; nil mostly.
    package internal(set) var givenUpAt: String?

    /// Returns the n-th UUID of a written-out answer.
    package func uuid(_ number: Int) -> String { RuleDraws.uuid(uuidBits, number) }

    /// The fault for the journal, `error 503 UPSTREAM_UNAVAILABLE, delay 2s`; nil when there is
    /// none.
    package var fault: String? {
        guard rule != nil else { return nil }
        var parts = outcome.texts + transmission.texts
        if isDelayedByRule, delay > .zero { parts.append("delay \(delay.written)") }
        if processing > .zero { parts.append("processing \(processing.written)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
