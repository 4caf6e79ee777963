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

        /// The operations whose messages are counted together; their name in a scenario is the
        /// lane's.
        package var operations: [Operation] {
            switch self {
            case .attempts, .overall: [.provision, .retry]
            case .confirmations: [.confirm]
            case .reversals: [.reverse]
            case .lookups: [.lookup]
            case .redemptions: [.redeem]
            case .redemptionConfirmations: [.confirmRedeem]
            case .redemptionReversals: [.reverseRedeem]
            case .redemptionLookups: [.lookupRedemption]
            case .refunds: [.refund]
            case .refundConfirmations: [.confirmRefund]
            case .refundReversals: [.reverseRefund]
            case .tokens: [.token]
            case .deliveries: [.deliverConfirm, .deliverReverse]
            }
        }

        /// Returns the lane of a message; nil for what no fault is placed on.
        package init?(_ operation: Operation) {
            guard let lane = Self.byOperation[operation] else { return nil }
            self = lane
        }

        private static let byOperation: [Operation: Lane] = {
            var lanes: [Operation: Lane] = [:]
            for lane in allCases where lane != .overall {
                for operation in lane.operations { lanes[operation] = lane }
            }
            return lanes
        }()

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
