import HTTPMessages
import Scenarios
import Vocabulary
import VoucherLedger

/// One operation: what its message looks like, what it makes of the ledger, how it is answered.
protocol Endpoint: Sendable {
    var operation: Operation { get }
    /// The message: its body or, where it has none, the parameters of its path and query.
    var schema: Schema { get }
    var hasBody: Bool { get }
    /// The status of the answer when all is well.
    var successStatus: Int { get }
    /// The body of the answer when all is well.
    var responseSchema: Schema { get }

    /// What the ledger is told when the provider does this with the message; nil for nothing.
    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command?

    /// The answer to what the command came to.
    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse
}

extension Endpoint {
    var hasBody: Bool { true }
}
