import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// reverseRefund (contract.md section 4.2); an advice is answered with itself.
struct ReverseRefundEndpoint: Endpoint {
    var operation: Operation { .reverseRefund }
    var schema: Schema { .basicReversal }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .basicReversal }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .reverseRefund(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .notFound:
            throw .unknownRefund(advice, "No Refund Request located for given Refund UUID.")
        case .alreadyConfirmed:
            throw .reverseConfirmedRefund(advice)
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
