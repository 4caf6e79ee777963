import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// lookupRedemption (contract.md section 1.3): the original answer, or a status without a body.
struct LookupRedemptionEndpoint: Endpoint {
    var operation: Operation { .lookupRedemption }
    var schema: Schema { .redemptionLookup }
    var hasBody: Bool { false }
    var successStatus: Int { 200 }
    var responseSchema: Schema { .redemptionResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .lookUpRedemption(message.key) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        switch outcome {
        case .redemption(let redemption):
            return response(to: passage, redemption, seed: seed)
        case .ofAnotherClient:
            return HTTPResponse(status: 403)
        default:
            return HTTPResponse(status: 404)
        }
    }

    /// What the provider has done counts, also when the till was told an error.
    private func response(to passage: Passage, _ redemption: Movement, seed: UInt64)
        -> HTTPResponse
    {
        if redemption.isCarriedOut {
            let request = JSONView(redemption.request, as: .redemptionRequest)
            let body = Enrichment(
                request: request, key: passage.message.key, template: passage.profile.voucher,
                seed: seed
            ).body(.redemption)
            return HTTPResponse(status: successStatus, json: body)
        }
        if let error = redemption.error {
            return HTTPResponse(status: error.status, json: error.body)
        }
        return HTTPResponse(status: redemption.state == .processing ? 102 : 404)
    }
}
