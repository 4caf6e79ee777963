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

/// The end of an exchange on the wire; `pending` until it has ended.
package enum Ended: String, CaseIterable, Sendable {
    case pending
    case sent
    case held
    case closed
    case reset
    case truncated
    case clientLeft = "client-left"
}

/// The provider's part in a message, as the journal writes it; a failure may have come after the
/// provider acted, which `processed` tells.
package enum ProviderAct: String, CaseIterable, Sendable {
    case issues, declines, fails
}

/// The provider's reaction to a message.
package enum Upstream: Sendable, Equatable {
    /// The provider issues or moves the voucher as asked, and the switch learns of it.
    case issues
    /// The provider declines.
    case declines
    /// The switch gets no outcome from the provider, which may have done its part nevertheless.
    case fails(issued: Bool)

    /// True if the provider does what the message asks for, whether or not the switch learns of it.
    package var isProcessed: Bool { self == .issues || self == .fails(issued: true) }

    /// The journal's word for it.
    package var act: ProviderAct {
        switch self {
        case .issues: .issues
        case .declines: .declines
        case .fails: .fails
        }
    }

    /// - Parameter isProcessed: whether the provider did what the message asks for.
    package init(_ act: ProviderAct, isProcessed: Bool) {
        self =
            switch act {
            case .issues: .issues
            case .declines: .declines
            case .fails: .fails(issued: isProcessed)
            }
    }
}
