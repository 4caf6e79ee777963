import Scenarios

extension Scenarios.Operation {
    /// What the key of a message names in the ledger.
    enum Topic {
        case sale
        case redemption
        case refund
        case nothing
    }

    var topic: Topic {
        switch self {
        case .provision, .retry, .confirm, .reverse, .lookup: .sale
        case .redeem, .confirmRedeem, .reverseRedeem, .lookupRedemption: .redemption
        case .refund, .confirmRefund, .reverseRefund: .refund
        case .products, .token, .deliverConfirm, .deliverReverse, .connect: .nothing
        }
    }

    /// How the switch passes an advice on to the provider.
    var delivery: Scenarios.Operation? {
        switch self {
        case .confirm, .confirmRedeem, .confirmRefund: .deliverConfirm
        case .reverse, .reverseRedeem, .reverseRefund: .deliverReverse
        default: nil
        }
    }
}
