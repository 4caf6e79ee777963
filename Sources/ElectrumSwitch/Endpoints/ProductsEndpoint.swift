import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// listProducts (contract.md section 1.3).
struct ProductsEndpoint: Endpoint {
    var operation: Operation { .products }
    var schema: Schema { .productsLookup }
    var hasBody: Bool { false }
    var successStatus: Int { 200 }
    var responseSchema: Schema { .productsLookupResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
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
