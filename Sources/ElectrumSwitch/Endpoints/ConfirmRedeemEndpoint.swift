import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// confirmRedeem (contract.md section 4.2); an advice is answered with itself.
struct ConfirmRedeemEndpoint: Endpoint {
    var operation: Operation { .confirmRedeem }
    var schema: Schema { .basicAdvice }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .basicAdvice }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .confirmRedemption(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .notFound:
            throw .unknownRedemption(advice, called: "Redemption Confirmation")
        case .objection(.notRedeemed(let standing)):
            throw .confirmNotRedeemed(advice, standing)
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
