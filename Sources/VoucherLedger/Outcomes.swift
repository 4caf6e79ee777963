/// The outcome of a provision, or of a retry.
package enum ProvisionOutcome: Sendable, Equatable {
    /// The voucher of the transaction: new, or the same again.
    case issued(Voucher)
    /// The provider declined, or the switch got no outcome from it.
    case notIssued
    /// The id was used before; the transaction as it was before this message.
    case duplicate(Transaction)
    /// The transaction was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a redemption, or of a refund.
package enum VoucherUseOutcome: Sendable, Equatable {
    case approved
    /// The provider declined, or the switch got no outcome from it.
    case notApproved
    /// The state of the voucher does not allow it.
    case conflict(VoucherStateConflict)
    /// The transaction was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a provision's confirmation.
package enum ConfirmationOutcome: Sendable, Equatable {
    case accepted
    /// No such provision was seen, or no voucher was issued for it.
    case notFound
    /// The transaction was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a confirmation of a redemption, or of a refund.
package enum VoucherUseConfirmationOutcome: Sendable, Equatable {
    case accepted
    /// No such redemption or refund was carried out.
    case notFound
    /// The voucher does not wait for this confirmation; its state.
    case wrongState(VoucherStatus.State)
}

/// The outcome of a reversal.
package enum ReversalOutcome: Sendable, Equatable {
    case accepted
    /// No such request was seen; one that comes later finds the reversal.
    case notFound
    /// The transaction was confirmed by the advice with this id.
    case alreadyConfirmed(by: String)
}

/// The outcome of a lookup of a voucher.
package enum VoucherLookupOutcome: Sendable, Equatable {
    case found(FoundVoucher)
    /// There is no voucher of that code, number or provision.
    case notFound
    /// Its provision was reversed by the advice with this id.
    case alreadyReversed(by: String)
}

/// The outcome of a lookup of a redemption.
package enum RedemptionLookupOutcome: Sendable, Equatable {
    case found(VoucherUse)
    case notFound
    /// Somebody else sent it.
    case ofAnotherClient
}

/// A voucher that was looked up.
package struct FoundVoucher: Sendable, Equatable {
    /// The key of the provision that sold the voucher.
    package let key: TransactionKey
    /// The provision that sold the voucher.
    package let transaction: Transaction
    /// The state of the voucher.
    package let voucherStatus: VoucherStatus.State
}

/// An answer kept for a later lookup; opaque to the ledger.
package struct RecordedAnswer: Sendable, Equatable {
    /// The HTTP status code.
    package let status: Int
    /// The response body.
    package let body: [UInt8]

    /// An answer as it was given.
    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
