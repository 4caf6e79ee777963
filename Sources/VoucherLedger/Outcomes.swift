/// The outcome of a provision, or of a retry.
package enum ProvisionOutcome: Sendable, Equatable {
    /// The voucher of the transaction: new, or the same again.
    case issued(Voucher)
    /// The provider declined, or the switch got no outcome from it.
    case notIssued
    /// The id was used before; the transaction as it was before this message.
    case duplicate(Transaction)
    /// It was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a redemption, or of a refund.
package enum ClaimOutcome: Sendable, Equatable {
    case approved
    /// The provider declined, or the switch got no outcome from it.
    case notApproved
    /// The state of the voucher forbids it.
    case objection(Objection)
    /// It was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a provision's confirmation.
package enum ConfirmationOutcome: Sendable, Equatable {
    case accepted
    /// No such provision was seen, or no voucher was issued for it.
    case notFound
    /// It was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a confirmation of a redemption, or of a refund.
package enum ClaimConfirmationOutcome: Sendable, Equatable {
    case accepted
    /// No such redemption or refund was carried out.
    case notFound
    /// The voucher does not wait for this confirmation; its state.
    case wrongState(Standing.State)
}

/// The outcome of a reversal.
package enum ReversalOutcome: Sendable, Equatable {
    case accepted
    /// No such request was seen; one that comes later finds the reversal.
    case notFound
    /// It was confirmed by the advice with this id.
    case alreadyConfirmed(by: String)
}

/// The outcome of a lookup of a voucher.
package enum VoucherLookupOutcome: Sendable, Equatable {
    case found(Sale)
    /// There is no voucher of that code, number or provision.
    case notFound
    /// Its provision was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a lookup of a redemption.
package enum RedemptionLookupOutcome: Sendable, Equatable {
    case found(Movement)
    case notFound
    /// Somebody else sent it.
    case ofAnotherClient
}
