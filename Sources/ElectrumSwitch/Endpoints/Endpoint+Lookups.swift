import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// lookupVoucher, lookupRedemption and listProducts (contract.md sections 1.3 and 2.6).
extension Endpoint {
    func answer(to inFlight: InFlightMessage, _ outcome: VoucherLookupOutcome, seed: UInt64)
        throws(ErrorDetail) -> HTTPResponse
    {
        let query = inFlight.message.voucherQuery
        guard query != VoucherQuery(code: nil, serialNumber: nil, provision: nil) else {
            throw .format([
                "one of voucherCode, provisionRequestId and voucherSerialNumber is needed"
            ])
        }
        switch outcome {
        case .found(let sale):
            let answer = LookupAnswer(
                sale: sale, query: query, template: inFlight.profile.voucher, seed: seed)
            return HTTPResponse(status: successStatus, json: .object(answer.body))
        case .notFound:
            throw .unknownVoucher(inFlight.message)
        case .alreadyReversed(let reversalID):
            throw .lookupReversed(inFlight.message, by: reversalID)
        }
    }

    // MARK: Redemptions

    /// The original answer, or a status without a body.
    func answer(to inFlight: InFlightMessage, _ outcome: RedemptionLookupOutcome, seed: UInt64)
        -> HTTPResponse
    {
        switch outcome {
        case .found(let redemption): answer(to: inFlight, redemption, seed: seed)
        case .notFound: HTTPResponse(status: 404)
        case .ofAnotherClient: HTTPResponse(status: 403)
        }
    }

    /// Returns the response for a redemption; the provider's result counts, even if the till was
    /// told an error.
    private func answer(to inFlight: InFlightMessage, _ redemption: VoucherUse, seed: UInt64)
        -> HTTPResponse
    {
        if redemption.isCarriedOut {
            let request = JSONView(redemption.request, as: .redemptionRequest)
            let body = Enrichment(
                request: request, key: inFlight.message.key, template: inFlight.profile.voucher,
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

    func products(for inFlight: InFlightMessage) -> HTTPResponse {
        let channel = inFlight.message.body["channelName"]?.text
        let products = inFlight.products
            .map { JSON.object($0.json) }
            .filter { product in channel.map { Self.isSold(product, at: $0) } ?? true }
        return HTTPResponse(status: successStatus, json: ["products": .array(products)])
    }

    /// Returns true if a product is sold at a channel; one without channels is sold at all of them.
    private static func isSold(_ product: JSON, at channel: String) -> Bool {
        guard let listings = product["channelProductListings"]?.items else { return true }
        return listings.contains { $0["channelName"]?.text == channel }
    }
}
