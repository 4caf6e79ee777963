import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// confirmVoucher (contract.md section 4.2); an advice is answered with itself.
struct ConfirmEndpoint: Endpoint {
    var operation: Operation { .confirm }
    var schema: Schema { .tenderAdvice }
    var successStatus: Int { 202 }
    var responseSchema: Schema { .tenderAdvice }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .confirm(message.advice) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let advice = passage.message
        switch outcome {
        case .alreadyReversed(let reversalID):
            throw .confirmReversed(advice, by: reversalID)
        case .notFound:
            throw .unknownProvision(advice, called: "voucherId")
        default:
            return HTTPResponse(status: successStatus, json: advice.body.encoded)
        }
    }
}
