/// The state of a sold voucher with respect to redemptions and refunds (contract.md section 4.2).
package struct VoucherStatus: Sendable, Equatable {
    /// The states of a voucher that was sold, under the names that Electrum's test server tells.
    package enum State: String, Sendable {
        /// The voucher can be redeemed.
        case provisioned = "CONFIRMED_PROVISIONED"
        case redeemed = "REDEEMED"
        /// The voucher can be refunded.
        case redemptionConfirmed = "CONFIRMED_REDEEMED"
        case refunded = "REFUNDED"
    }

    /// The state.
    package internal(set) var state = State.provisioned
    /// The redemption in force; nil if the voucher can be redeemed.
    package internal(set) var redemption: TransactionKey?
    /// The refund that waits for its confirmation or reversal.
    package internal(set) var refund: TransactionKey?
}

/// The reason why the state of a voucher does not allow a request (contract.md section 4.2).
package enum VoucherStateConflict: Sendable, Equatable {
    /// No voucher with that code has a confirmed provision.
    case notConfirmed
    /// The voucher has expired, at that time in nanoseconds since 1970.
    case expired(at: Int64)
    /// The voucher is redeemed, perhaps by a redemption of the same id.
    case alreadyRedeemed(bySameID: Bool)
    /// There is no redemption to be refunded.
    case notRedeemed
    /// The redemption that is to be refunded was not confirmed.
    case redemptionNotConfirmed
    /// A refund of the voucher waits for its confirmation.
    case alreadyRefunded
}
