import Scenarios
import Vocabulary

/// The uses of a voucher, and the operations for each.
struct Leg {
    let request: Operation
    /// Only sales have retries.
    let retry: Operation?
    let confirm: Operation
    let reverse: Operation
    /// Refunds cannot be looked up.
    let lookup: Operation?

    static let sale = Leg(
        request: .provision, retry: .retry, confirm: .confirm, reverse: .reverse, lookup: .lookup)
    static let redemption = Leg(
        request: .redeem, retry: nil, confirm: .confirmRedeem, reverse: .reverseRedeem,
        lookup: .lookupRedemption)
    static let refund = Leg(
        request: .refund, retry: nil, confirm: .confirmRefund, reverse: .reverseRefund, lookup: nil)
}
