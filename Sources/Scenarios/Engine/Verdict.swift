import Vocabulary

/// What a scenario decided about a message.
public struct Verdict: Sendable, Equatable {
    /// The rule that decided; nil when none did.
    public let rule: String?
    /// What becomes of the message.
    public let outcome: Outcome
    /// How the answer goes out.
    package let transmission: Transmission
    /// How long to wait before the answer; the provider's latency unless the rule says otherwise.
    public let delay: Timespan
    /// How long to wait before the ledger sees the message.
    public let processing: Timespan

    let isDelayedByRule: Bool
    /// What the UUIDs in an answer are drawn from; 0 when none are.
    var uuidBits: UInt64 = 0

    /// The rule that was not tried to the end, nor any after it, since matching takes too long for
    /// the message; nil mostly.
    public internal(set) var givenUpAt: String?

    /// The n-th UUID of an answer that is written out.
    public func uuid(_ number: Int) -> String { Draw.uuid(uuidBits, number) }

    /// The kind of garbling, for the journal; nil when the answer is not garbled.
    public var garbled: String? { transmission.garbled?.kind.rawValue }

    /// The fault for the journal, `error 503 UPSTREAM_UNAVAILABLE, delay 2s`; nil when there is
    /// none.
    public var fault: String? {
        var parts = outcome.texts + transmission.texts
        if isDelayedByRule, delay > .zero { parts.append("delay \(delay)") }
        if processing > .zero { parts.append("processing \(processing)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
