/// A redemption or a refund of a voucher, from its request to its advice.
public struct Movement: Sendable, Equatable {
    /// The switch's view.
    public enum State: Sendable {
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
    }

    /// The request as the till sent it; opaque here. Nil when only a reversal was seen.
    public internal(set) var request: [UInt8]?
    /// The provision of the voucher, once that is known.
    public internal(set) var sale: TransactionKey?
    /// The switch's view.
    public internal(set) var state: State
    /// Whether the provider did it, whatever the switch got to know.
    public internal(set) var isCarriedOut = false
    /// The id of the first confirmation.
    public internal(set) var confirmationID: String?
    /// The id of the first reversal.
    public internal(set) var reversalID: String?
    /// What was answered instead of an approval.
    public internal(set) var error: RecordedAnswer?

    /// Whether a reversal finds it: a refused claim leaves no record behind (contract.md 4.2).
    var isOnRecord: Bool { request != nil && state != .processing && state != .declined }
}
