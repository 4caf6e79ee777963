import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// lookupVoucher, lookupRedemption and listProducts (contract.md sections 1.3 and 2.6).
extension Endpoint {
    func answer(to passage: Passage, _ outcome: VoucherLookupOutcome, seed: UInt64)
        throws(ErrorDetail) -> HTTPResponse
    {
        let query = passage.message.voucherQuery
        guard query != VoucherQuery(code: nil, serialNumber: nil, provision: nil) else {
            throw .format([
                "one of voucherCode, provisionRequestId and voucherSerialNumber is needed"
            ])
        }
        switch outcome {
        case .found(let sale):
            let answer = LookupAnswer(
                sale: sale, query: query, template: passage.profile.voucher, seed: seed)
            return HTTPResponse(status: successStatus, json: .object(answer.body))
        case .notFound:
            throw .unknownVoucher(passage.message)
        case .alreadyReversed(let reversalID):
            throw .lookupReversed(passage.message, by: reversalID)
        }
    }

    // MARK: Redemptions

    /// The original answer, or a status without a body.
    func answer(to passage: Passage, _ outcome: RedemptionLookupOutcome, seed: UInt64)
        -> HTTPResponse
    {
        switch outcome {
        case .found(let redemption): answer(to: passage, redemption, seed: seed)
        case .notFound: HTTPResponse(status: 404)
        case .ofAnotherClient: HTTPResponse(status: 403)
        }
    }

    /// What the provider has done counts, also when the till was told an error.
    private func answer(to passage: Passage, _ redemption: Movement, seed: UInt64) -> HTTPResponse {
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

    // MARK: Products

    func products(for passage: Passage) -> HTTPResponse {
        let channel = passage.message.body["channelName"]?.text
        let products = passage.products
            .map { JSON.object($0.json) }
            .filter { product in channel.map { Self.isSold(product, at: $0) } ?? true }
        return HTTPResponse(status: successStatus, json: ["products": .array(products)])
    }

    /// What is listed for no channel is sold at all of them.
    private static func isSold(_ product: JSON, at channel: String) -> Bool {
        guard let listings = product["channelProductListings"]?.items else { return true }
        return listings.contains { $0["channelName"]?.text == channel }
    }
}
