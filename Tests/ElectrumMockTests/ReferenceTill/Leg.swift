import Scenarios

/// What can be done with a voucher, and the operations for it.
struct Leg {
    let request: Scenarios.Operation
    /// Only sales have retries.
    let retry: Scenarios.Operation?
    let confirm: Scenarios.Operation
    let reverse: Scenarios.Operation
    /// Refunds cannot be looked up.
    let lookup: Scenarios.Operation?

    static let sale = Leg(
        request: .provision, retry: .retry, confirm: .confirm, reverse: .reverse, lookup: .lookup)
    static let redemption = Leg(
        request: .redeem, retry: nil, confirm: .confirmRedeem, reverse: .reverseRedeem,
        lookup: .lookupRedemption)
    static let refund = Leg(
        request: .refund, retry: nil, confirm: .confirmRefund, reverse: .reverseRefund, lookup: nil)
}
