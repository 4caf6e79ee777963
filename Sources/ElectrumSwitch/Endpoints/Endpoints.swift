import Scenarios
import Vocabulary

/// The operations that the switch answers, one endpoint each.
enum Endpoints {
    /// The endpoint of an operation; nil for what no till can ask for.
    static func endpoint(for operation: Operation) -> (any Endpoint)? {
        switch operation {
        case .provision, .retry: ProvisionEndpoint(operation: operation)
        case .confirm: ConfirmEndpoint()
        case .reverse: ReverseEndpoint()
        case .lookup: LookupEndpoint()
        case .redeem: RedeemEndpoint()
        case .confirmRedeem: ConfirmRedeemEndpoint()
        case .reverseRedeem: ReverseRedeemEndpoint()
        case .lookupRedemption: LookupRedemptionEndpoint()
        case .refund: RefundEndpoint()
        case .confirmRefund: ConfirmRefundEndpoint()
        case .reverseRefund: ReverseRefundEndpoint()
        case .products: ProductsEndpoint()
        case .token, .deliverConfirm, .deliverReverse, .connect, .unknown: nil
        }
    }
}
