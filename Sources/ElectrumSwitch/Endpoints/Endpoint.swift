import HTTPMessages
import Scenarios
import VoucherLedger

/// One operation: what its message looks like, what it makes of the ledger, how it is answered.
protocol Endpoint: Sendable {
    var operation: Scenarios.Operation { get }
    var schema: Schema { get }

    /// What the ledger is told when the provider does this with the message; nil for nothing.
    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command?

    /// The answer to what the command came to.
    func response(
        to message: Message, outcome: VoucherLedger.Outcome, profile: ProviderProfile,
        seed: UInt64
    ) -> HTTPResponse
}
