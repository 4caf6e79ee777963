package import Vocabulary

/// A redemption or a refund of a voucher, from its request to its advice.
package struct VoucherUse: Sendable, Equatable {
    /// The kinds of uses of a voucher that was sold.
    package enum Kind: Int, Sendable, CaseIterable {
        case redemption, refund

        /// True if a till can look it up, so that a request is kept even after its reversal.
        var isLookedUp: Bool {
            switch self {
            case .redemption: true
            case .refund: false
            }
        }
    }

    /// The switch's view.
    package enum State: Sendable {
        /// The request has arrived and will be carried out.
        case processing
        /// The switch answered an unknown outcome.
        case unknown
        /// Also when the reply was lost.
        case approved
        case confirmed
        /// Also when the reversal came before the request.
        case reversed
        /// By the provider, or because the state of the voucher forbids it.
        case declined

        /// The state after the provider's answer to a request.
        init(_ upstream: Upstream) {
            self =
                switch upstream {
                case .issues: .approved
                case .declines: .declined
                case .fails: .unknown
                }
        }
    }

    /// The request as the till sent it; opaque here. Nil when only a reversal was seen.
    package internal(set) var request: KeptBytes?
    /// The provision of the voucher, once that is known.
    package internal(set) var sale: TransactionKey?
    /// The switch's view.
    package internal(set) var state: State
    /// True if the provider carried it out, whether or not the switch learned of it.
    package internal(set) var isCarriedOut = false
    /// The id of the first confirmation.
    package internal(set) var confirmationID: String?
    /// The id of the first reversal.
    package internal(set) var reversalID: String?
    /// The error that was answered instead of an approval.
    package internal(set) var error: RecordedAnswer?

    /// True if a reversal can find it: a refused request leaves no record (contract.md 4.2).
    var isOnRecord: Bool { request != nil && state != .processing && state != .declined }
}

/// A till's request for a redemption or a refund.
package struct VoucherUseRequest: Sendable {
    /// The client and the id of the redemption or refund.
    package let key: TransactionKey
    /// The message as the till sent it.
    package let request: KeptBytes
    /// The code of the voucher that it is about; nil when the message has none.
    package let voucherCode: String?

    /// A request; see the properties.
    package init(key: TransactionKey, request: KeptBytes, voucherCode: String?) {
        self.key = key
        self.request = request
        self.voucherCode = voucherCode
    }
}
