import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// reverseVoucher (contract.md section 4.2); an advice is answered with itself.
struct ReverseEndpoint: Endpoint {
    var operation: Operation { .reverse }
    var schema: Schema { .basicReversal }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .basicReversal }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .reverse(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .alreadyConfirmed(let confirmationID):
            throw .reverseConfirmed(advice, by: confirmationID)
        case .notFound:
            throw .unknownProvision(advice, called: "voucherUuid")
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
