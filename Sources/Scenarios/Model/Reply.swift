/// One entry of a rule's `replies`.
struct Reply: Sendable, Equatable {
    var outcome = Outcome.normal
    var transmission = Transmission()
    /// The delay before the answer; nil for the provider's own latency.
    var delay: Delay?
    /// The delay before the ledger sees the message.
    var processing = Timespan.zero
}

extension Reply: CustomStringConvertible {
    /// `error 503 UPSTREAM_UNAVAILABLE, delay 2s`; `normal`.
    var description: String {
        var parts = outcome.texts + transmission.texts
        if let delay { parts.append("delay \(delay)") }
        if processing > .zero { parts.append("processing \(processing)") }
        return parts.isEmpty ? "normal" : parts.joined(separator: ", ")
    }
}
