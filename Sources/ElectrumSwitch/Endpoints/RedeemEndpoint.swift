import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// redeemVoucher (contract.md sections 1.3 and 4.2).
struct RedeemEndpoint: Endpoint {
    var operation: Operation { .redeem }
    var schema: Schema { .redemptionRequest }
    var successStatus: Int { 201 }
    var responseSchema: Schema { .redemptionResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        .redeem(message.claim, upstream)
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
            ).body(.redemption)
            return HTTPResponse(status: successStatus, json: body)
        case .objection(let objection):
            throw .redemption(message, refusedFor: objection)
        case .alreadyReversed(let reversalID):
            throw .redemptionReversed(id: message.id, by: reversalID)
        default:
            throw ErrorDetail(passage.profile.decline, id: message.id, originalId: nil)
        }
    }
}
