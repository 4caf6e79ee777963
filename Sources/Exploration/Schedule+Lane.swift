package import Vocabulary

extension Schedule {
    /// The messages of a till among which faults are placed by their order: of one transaction, or
    /// of the whole sandbox.
    package enum Lane: String, Sendable, CaseIterable {
        case attempts, confirmations, reversals, lookups
        case redemptions
        case redemptionConfirmations = "redemption-confirmations"
        case redemptionReversals = "redemption-reversals"
        case redemptionLookups = "redemption-lookups"
        case refunds
        case refundConfirmations = "refund-confirmations"
        case refundReversals = "refund-reversals"
        /// Attempts counted over the whole sandbox, for what goes wrong with a later sale.
        case overall = "attempts-overall"
        case tokens
        case deliveries

        /// The lane of a message; nil for one on which no fault is placed. Attempts are counted
        /// over the whole sandbox, too.
        package init?(_ operation: Operation) {
            switch operation {
            case .provision, .retry: self = .attempts
            case .confirm: self = .confirmations
            case .reverse: self = .reversals
            case .lookup: self = .lookups
            case .redeem: self = .redemptions
            case .confirmRedeem: self = .redemptionConfirmations
            case .reverseRedeem: self = .redemptionReversals
            case .lookupRedemption: self = .redemptionLookups
            case .refund: self = .refunds
            case .confirmRefund: self = .refundConfirmations
            case .reverseRefund: self = .refundReversals
            case .token: self = .tokens
            case .deliverConfirm, .deliverReverse: self = .deliveries
            case .products, .connect, .unknown: return nil
            }
        }

        /// The operations whose messages are counted together; their name in a scenario is the
        /// lane's.
        package var operations: [Operation] {
            Self.byLane[self == .overall ? .attempts : self] ?? []
        }

        private static let byLane = Operation.allCases.reduce(into: [Lane: [Operation]]()) {
            lanes, operation in
            if let lane = Lane(operation) { lanes[lane, default: []].append(operation) }
        }

        /// True if messages are counted over the sandbox, not by transaction.
        package var isOfSandbox: Bool { self == .overall || self == .tokens }

        /// The part that its messages have in a transaction.
        package enum Part: Sendable {
            case attempt, confirmation, reversal, lookup, token, delivery
        }

        /// The part of its messages.
        package var part: Part {
            switch self {
            case .attempts, .overall, .redemptions, .refunds: .attempt
            case .confirmations, .redemptionConfirmations, .refundConfirmations: .confirmation
            case .reversals, .redemptionReversals, .refundReversals: .reversal
            case .lookups, .redemptionLookups: .lookup
            case .tokens: .token
            case .deliveries: .delivery
            }
        }

        /// True for advices, which a till repeats until they are answered.
        package var isAdvice: Bool { part == .confirmation || part == .reversal }

        /// The name of a place in it, such as `A1`, for tables.
        package func place(_ index: Int) -> String {
            let letters =
                switch self {
                case .attempts: "A"
                case .confirmations: "C"
                case .reversals: "R"
                case .lookups: "L"
                case .redemptions: "redeem A"
                case .redemptionConfirmations: "redeem C"
                case .redemptionReversals: "redeem R"
                case .redemptionLookups: "redeem L"
                case .refunds: "refund A"
                case .refundConfirmations: "refund C"
                case .refundReversals: "refund R"
                case .overall: "A@"
                case .tokens: "T"
                case .deliveries: "D"
                }
            return "\(letters)\(index + 1)"
        }
    }
}
