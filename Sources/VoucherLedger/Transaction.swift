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
    /// The voucher, once the provider has issued it.
    package internal(set) var voucher: Voucher?
    private var advice: FirstAdvice?
    // Small ones stand behind those that leave bytes unused: apart, each would take eight.
    /// The switch's view.
    package internal(set) var state: State
    /// The provider's view.
    package internal(set) var providerState: ProviderState
    private var shortAttempts: Int32 = 0

    /// The first advice that counts: no other does then.
    private enum FirstAdvice: Equatable {
        case confirmation(KeptText), reversal(KeptText)
    }

    init(request: KeptBytes?, provider: String?, state: State) {
        self.request = request
        self.provider = provider
        self.state = state
        providerState = .none
    }

    /// The number of provisions and retries that the switch has seen.
    package internal(set) var attempts: Int {
        get { Int(shortAttempts) }
        set { shortAttempts = Int32(clamping: newValue) }
    }

    /// The id of the first confirmation.
    package var confirmationID: String? {
        if case .confirmation(let id) = advice { id.text } else { nil }
    }

    /// The id of the first reversal.
    package var reversalID: String? {
        if case .reversal(let id) = advice { id.text } else { nil }
    }

    /// Takes note of a confirmation, unless there was an advice before.
    mutating func confirmed(by id: String) {
        advice = advice ?? .confirmation(KeptText(id))
    }

    /// Takes note of a reversal, unless there was an advice before.
    mutating func reversed(by id: String) {
        advice = advice ?? .reversal(KeptText(id))
    }
}
