import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// confirmRefund (contract.md section 4.2); an advice is answered with itself.
struct ConfirmRefundEndpoint: Endpoint {
    var operation: Operation { .confirmRefund }
    var schema: Schema { .basicAdvice }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .basicAdvice }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .confirmRefund(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .notFound:
            throw .unknownRefund(
                advice,
                "The Refund Request to which this Refund Confirmation refers does not exist.")
        case .objection(.notRefunded(let standing)):
            throw .confirmNotRefunded(advice, standing)
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
