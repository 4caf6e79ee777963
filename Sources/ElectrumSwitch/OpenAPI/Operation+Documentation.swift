import Scenarios

extension Scenarios.Operation {
    /// What the documentation calls an operation of the till, and what it does.
    var documentation: (name: String, summary: String) {
        switch self {
        case .provision: ("provisionVoucher", "Buy a voucher.")
        case .retry: ("retryProvisionVoucher", "Ask again for a voucher whose fate is unknown.")
        case .confirm: ("confirmVoucher", "Keep a voucher that was provisioned.")
        case .reverse: ("reverseVoucher", "Undo a provision.")
        case .lookup: ("lookupVoucher", "Ask for the details of a voucher.")
        case .redeem: ("redeemVoucher", "Pay with a voucher.")
        case .confirmRedeem: ("confirmRedeem", "Promise not to reverse a redemption.")
        case .reverseRedeem: ("reverseRedeem", "Undo a redemption.")
        case .lookupRedemption: ("lookupRedemption", "Ask what a redemption was answered.")
        case .refund: ("refundVoucher", "Make a redeemed voucher redeemable again.")
        case .confirmRefund: ("confirmRefund", "Promise not to reverse a refund.")
        case .reverseRefund: ("reverseRefund", "Undo a refund.")
        case .products: ("listProducts", "Ask what can be bought.")
        case .token, .deliverConfirm, .deliverReverse, .connect: (rawValue, "")
        }
    }
}
