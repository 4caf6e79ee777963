/// The next step of a till.
package enum TillMove: Sendable, Equatable {
    /// Sends the request that begins the transaction, or sends it once more.
    case request
    case retry
    case lookup
    case confirm
    case reverse
    /// Leaves the transaction as it is and begins another one: of the same goods, or of others.
    case anew(isSame: Bool)
    case end(TillEnd)
}

/// A till's opinion of a transaction that it is done with.
package enum TillEnd: String, Sendable, CaseIterable {
    case confirmed, provisioned, reversed, declined
    /// The till does not know.
    case open
    /// The switch has refused the advice.
    case refused

    /// True if the till has no doubt.
    package var isSure: Bool { self != .open && self != .refused }
}
