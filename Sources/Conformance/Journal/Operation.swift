/// What a journal record is about: an operation of the till (contract.md, section 1.3), or a
/// delivery of the switch to a provider.
enum Operation: String {
    case provision, retry, confirm, reverse, lookup
    case redeem, refund, products, token, unknown
    /// A connection that the scenario let fail: no message.
    case connect
    case confirmRedeem = "confirm-redeem"
    case reverseRedeem = "reverse-redeem"
    case confirmRefund = "confirm-refund"
    case reverseRefund = "reverse-refund"
    case lookupRedemption = "lookup-redemption"
    case deliverConfirm = "deliver-confirm"
    case deliverReverse = "deliver-reverse"

    /// What a message is in its transaction.
    enum Part {
        case request, retry, confirmation, reversal, lookup
    }

    /// Nil for what is no part of a transaction, and for deliveries.
    var part: Part? {
        switch self {
        case .provision, .redeem, .refund: .request
        case .retry: .retry
        case .confirm, .confirmRedeem, .confirmRefund: .confirmation
        case .reverse, .reverseRedeem, .reverseRefund: .reversal
        case .lookup, .lookupRedemption: .lookup
        case .products, .token, .unknown, .connect, .deliverConfirm, .deliverReverse: nil
        }
    }

    /// Nil where it cannot be told from the operation.
    var kind: TransactionKind? {
        switch self {
        case .provision, .retry, .confirm, .reverse, .lookup: .provision
        case .redeem, .confirmRedeem, .reverseRedeem, .lookupRedemption: .redemption
        case .refund, .confirmRefund, .reverseRefund: .refund
        case .products, .token, .unknown, .connect, .deliverConfirm, .deliverReverse: nil
        }
    }

    /// Whether the switch sent it to a provider; everything else came from the till.
    var isDelivery: Bool {
        self == .deliverConfirm || self == .deliverReverse
    }

    /// Whether it belongs to a sale, a redemption or a refund and is no lookup.
    var isTransactional: Bool {
        part.map { $0 != .lookup } ?? false
    }

    /// True for a message that the till sent.
    var isMessage: Bool { !isDelivery && self != .connect }

    /// Whether it finalises a transaction.
    var isAdvice: Bool {
        part == .confirmation || part == .reversal
    }

    /// Whether its body carries an `id` of its own; a retry carries that of the provision.
    var hasOwnID: Bool {
        part == .request || isAdvice
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
        case .token: "token request"
        case .unknown: "call of no known operation"
        case .connect: "connection"
        case .deliverConfirm: "confirmation's delivery"
        case .deliverReverse: "reversal's delivery"
        case .provision, .retry, .lookup, .refund: rawValue
        }
    }
}
