import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// refundVoucher (contract.md sections 1.3 and 4.2).
struct RefundEndpoint: Endpoint {
    var operation: Operation { .refund }
    var schema: Schema { .refundRequest }
    var successStatus: Int { 201 }
    var responseSchema: Schema { .refundResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        .refund(message.claim, upstream)
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let message = passage.message
        switch outcome {
        case .approved:
            let body = Enrichment(
                request: message.body, key: message.key, template: passage.profile.voucher,
                seed: seed
            ).body(.refund)
            return HTTPResponse(status: successStatus, json: body)
        case .objection(let objection):
            throw .refund(message, refusedFor: objection)
        case .alreadyReversed(let reversalID):
            throw .refundReversed(id: message.id, by: reversalID)
        default:
            throw ErrorDetail(passage.profile.decline, id: message.id, originalId: nil)
        }
    }
}
