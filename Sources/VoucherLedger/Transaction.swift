package import Vocabulary

/// A voucher sale from its provision to its advice.
package struct Transaction: Sendable, Equatable {
    /// The switch's view.
    package enum State: Sendable {
        /// The switch answered an unknown outcome.
        case unknown
        /// A voucher was issued, also when the reply was lost.
        case provisioned
        case confirmed
        /// Also when the reversal came before the provision.
        case reversed
        case declined
    }

    /// The provider's view, which may differ.
    package enum ProviderState: String, Sendable {
        case none
        case issued
        case confirmed
        case reversed
        /// Issued, and the provider has refused to confirm it.
        case confirmationRefused = "confirmation-refused"
        /// Still issued: the provider has refused to take it back.
        case reversalRefused = "reversal-refused"
    }

    /// The provision as the till sent it; opaque here. Nil when only a reversal was seen.
    package internal(set) var request: KeptBytes?
    /// The id of the provider that the provision was routed to; nil when there was none.
    package internal(set) var provider: String?
    /// The switch's view.
    package internal(set) var state: State
    /// The provider's view.
    package internal(set) var providerState: ProviderState
    /// The voucher, once the provider has issued it.
    package internal(set) var voucher: Voucher?
    /// The number of provisions and retries that the switch has seen.
    package internal(set) var attempts: Int
    /// The id of the first confirmation.
    package internal(set) var confirmationID: String?
    /// The id of the first reversal.
    package internal(set) var reversalID: String?
}
