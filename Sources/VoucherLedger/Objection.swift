/// Why the state of a voucher forbids what a till asks for (contract.md section 4.2).
public enum Objection: Sendable, Equatable {
    /// There is no voucher of that code whose provision was confirmed.
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
