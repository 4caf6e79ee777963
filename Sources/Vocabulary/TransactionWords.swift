/// The kinds of transactions of a till.
package enum TransactionKind: String, Sendable, CaseIterable {
    case provision, redemption, refund
}

/// The till's messaging model (contract.md section 5.1).
package enum Messaging: String, Sendable, CaseIterable {
    /// A voucher that was received is finalised by a confirmation or a reversal.
    case dual
    /// The answer is the end.
    case single
}

/// The switch's view of a transaction after a message, as the journal writes it.
package enum TransactionState: String, CaseIterable, Sendable {
    /// The switch has never seen it.
    case none
    /// The switch answered an unknown outcome.
    case unknown
    /// A voucher was issued, also when the reply was lost.
    case provisioned
    /// The redemption was approved.
    case redeemed
    /// The refund was approved.
    case refunded
    case confirmed
    /// Also when the reversal came before the request.
    case reversed
    case declined
}

/// The end of a provision that a scenario may ask for under `finally` (flows.md, "How the rules
/// are read").
package enum FinalState: String, Sendable, CaseIterable {
    case confirmed, reversed, provisioned, declined
}
