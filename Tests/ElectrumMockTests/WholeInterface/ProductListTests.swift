import JSONTree
import Scenarios
import TestSupport
import Testing

/// listProducts over a real socket.
@Suite(.blocking) struct ProductListTests {
    @Test("Without a catalogue, there are three kinds of products")
    func builtIn() async throws {
        try await withMock { mock in
            let reply = try Till(mock).get("/products")
            #expect(reply.status == 200)
            let products = try #require(reply.json["products"]?.items)
            #expect(products.map { $0["productId"]?.text } == ["12345", "67890", "13579"])
            #expect(products[0]["minAmount"] == ["amount": 5000, "currency": "710"])
            #expect(products[1]["amount"] == ["amount": 10000, "currency": "710"])
        }
    }

    @Test("A provision with a product's receiver reaches the provider that sells it")
    func receivers() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let till = try Till(mock)
            let products = try #require(try till.get("/products").json["products"]?.items)
            for (number, product) in products.enumerated() where product["receiver"] != nil {
                var request = try #require(till.provisionRequest(uuid(number + 1)).members)
                request["receiver"] = product["receiver"]
                request["product"] = ["productId": product["productId"] ?? .null]
                request["amounts"] = (product["amount"] ?? product["minAmount"]).map {
                    ["requestAmount": $0]
                }
                #expect(try till.post("/vouchers", .object(request)).status == 201)
            }
            var admin = till
            admin.basePath = "/_mock"
            let transactions = try admin.get("/sandboxes/default/transactions")
            let providers = transactions.json["transactions"]?.items?.map { $0["provider"]?.text }
            #expect(
                Set(providers ?? []) == [
                    "hollywoodbets", "lottostar", "netcare", "ott", "stellr", "supabets", "yoyo",
                ])
        }
    }

    @Test("A channel is shown what is for it, and what is for all")
    func channels() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let till = try Till(mock)
            let reply = try till.get("/products?channelName=POS")
            let ids = reply.json["products"]?.items?.compactMap { $0["productId"]?.text } ?? []
            #expect(ids.contains("OTT50"))
            #expect(ids.contains("12345"))
            #expect(!ids.contains("OTTANY"))
        }
    }
}
