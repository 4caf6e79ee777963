import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// reverseRedeem (contract.md section 4.2); an advice is answered with itself.
struct ReverseRedeemEndpoint: Endpoint {
    var operation: Operation { .reverseRedeem }
    var schema: Schema { .basicReversal }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .basicReversal }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .reverseRedemption(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .notFound:
            throw .unknownRedemption(advice, called: "Redemption Reversal")
        case .alreadyConfirmed(let confirmationID):
            throw .reverseConfirmedRedemption(advice, by: confirmationID)
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
