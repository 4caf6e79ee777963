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
