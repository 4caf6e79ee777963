/// What a journal record is about: an operation of the till (contract.md, section 1.3), or a
/// delivery of the switch to a provider.
enum Operation: String {
    case provision, retry, confirm, reverse, lookup
    case redeem, refund, products, unknown
    case confirmRedeem = "confirm-redeem"
    case reverseRedeem = "reverse-redeem"
    case confirmRefund = "confirm-refund"
    case reverseRefund = "reverse-refund"
    case lookupRedemption = "lookup-redemption"
    case deliverConfirm = "deliver-confirm"
    case deliverReverse = "deliver-reverse"

    /// Whether the switch sent it to a provider; everything else came from the till.
    var isDelivery: Bool {
        self == .deliverConfirm || self == .deliverReverse
    }

    /// Whether it is an advice on a provision.
    var isAdvice: Bool {
        self == .confirm || self == .reverse
    }

    /// Whether its body carries an `id` of its own; a retry carries that of the provision.
    var hasOwnID: Bool {
        switch self {
        case .provision, .confirm, .reverse, .redeem, .confirmRedeem, .reverseRedeem, .refund,
            .confirmRefund, .reverseRefund:
            true
        case .retry, .lookup, .products, .unknown, .lookupRedemption, .deliverConfirm,
            .deliverReverse:
            false
        }
    }

    /// The message's name in a sentence, as in "the confirmation was sent again".
    var noun: String {
        switch self {
        case .confirm: "confirmation"
        case .reverse: "reversal"
        case .redeem: "redemption"
        case .confirmRedeem: "redemption's confirmation"
        case .reverseRedeem: "redemption's reversal"
        case .confirmRefund: "refund's confirmation"
        case .reverseRefund: "refund's reversal"
        case .lookupRedemption: "redemption lookup"
        case .products: "product list"
        case .unknown: "call of no known operation"
        case .deliverConfirm: "confirmation's delivery"
        case .deliverReverse: "reversal's delivery"
        case .provision, .retry, .lookup, .refund: rawValue
        }
    }
}
