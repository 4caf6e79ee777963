import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// The facts of contract.md section 2, written down by hand, against the OpenAPI document and
/// against what the mock answers. The tables of the code are not asked.
@Suite(.blocking) struct PublishedFactsTests {
    @Test("The OpenAPI document requires what the specification requires, and has every member")
    func document() async throws {
        try await withMock { mock in
            let schemas = try #require(
                try Till(mock).get("/openapi.json").json["components"]?["schemas"])
            for (name, members) in PublishedFacts.members.sorted(by: { $0.key < $1.key }) {
                let schema = try #require(schemas[name], "\(name)")
                let required = Set(schema["required"]?.items?.compactMap(\.text) ?? [])
                // An ErrorDetail has no id where the message had none that could be read.
                let wanted = PublishedFacts.names(members) { $0.hasSuffix("!") }
                    .subtracting(name == "ErrorDetail" ? ["id"] : [])
                #expect(required.subtracting(["type"]) == wanted, "\(name)")
                let known = Set(schema["properties"]?.members?.members.map(\.name) ?? [])
                #expect(PublishedFacts.names(members).isSubset(of: known), "\(name)")
            }
        }
    }

    @Test("The OpenAPI document has the published words, lengths and patterns")
    func forms() async throws {
        try await withMock { mock in
            let schemas = try #require(
                try Till(mock).get("/openapi.json").json["components"]?["schemas"])
            func field(_ place: String) -> JSON? {
                let names = place.split(separator: ".").map(String.init)
                var field = schemas[names[0]]?["properties"]?[names[1]]
                for option in field?["anyOf"]?.items ?? [] where option["type"]?.text != "null" {
                    field = option
                }
                let target = field?["$ref"]?.text?.split(separator: "/").last
                return target.map { schemas[String($0)] ?? .null } ?? field
            }
            for (place, words) in PublishedFacts.words {
                let found = Set(field(place)?["enum"]?.items?.compactMap(\.text) ?? [])
                #expect(found == PublishedFacts.names(words), "\(place)")
            }
            for (place, length) in PublishedFacts.lengths {
                let found = field(place)
                #expect(found?["minLength"]?.integer ?? 0 == Int64(length.lowerBound), "\(place)")
                #expect(found?["maxLength"]?.integer == Int64(length.upperBound), "\(place)")
            }
            for (place, pattern) in PublishedFacts.patterns {
                #expect(field(place)?["pattern"]?.text == "^\(pattern)$", "\(place)")
            }
        }
    }

    @Test("Every answer of a run over all operations and faults is as the facts say")
    func answers() async throws {
        for reply in Self.replies {
            let rules = "rules: [{name: fault, replies: [\(reply), normal]}]"
            try await withMock {
                try $0.play(file: rules)
                try $0.useProjectScenarios()
            } _: { mock in
                for receiver in ["OTT", "Stellr", "Netcare"] {
                    var till = try Till(mock)
                    till.basePath = "/sandboxes/\(receiver)/suv/v1"
                    till.receiver = receiver
                    try play(till)
                }
            }
        }
    }

    private static let replies = [
        "normal", "decline: 404 DO_NOT_HONOR", "decline: 400 VOUCHER_STATUS_UNKNOWN",
        "error: 500 GENERAL_ERROR", "{error: 504 UPSTREAM_UNAVAILABLE, processed: yes}",
        "{error: 503 UPSTREAM_UNAVAILABLE}",
    ]

    /// Every operation twice, and what each refuses.
    private func play(_ till: Till) throws {
        var code = ""
        for _ in 1...2 {
            let sale = try till.provision(uuid(1))
            try expect(sale, "ProvisionResponse")
            let retry = try till.retry(uuid(1))
            try expect(retry, "ProvisionResponse")
            code = retry.voucherCode ?? sale.voucherCode ?? code
            try expect(till.get("/vouchers?provisionRequestId=\(uuid(1))"), "VoucherLookupResponse")
            try expect(till.confirm(uuid(1), id: uuid(2)), "TenderAdvice")
            try expect(till.reverse(uuid(1), id: uuid(3)), "BasicReversal")
            try expect(till.redeem(code, id: uuid(4)), "RedemptionResponse")
            let lookup = try till.get("/redemptions/\(uuid(4))")
            if lookup.json != .null { try expect(lookup, "RedemptionResponse") }
            try expect(till.confirmRedeem(uuid(4), id: uuid(5)), "BasicAdvice")
            try expect(till.reverseRedeem(uuid(4), id: uuid(6)), "BasicReversal")
            try expect(till.refund(code, id: uuid(7)), "RefundResponse")
            try expect(till.confirmRefund(uuid(7), id: uuid(8)), "BasicAdvice")
            try expect(till.reverseRefund(uuid(7), id: uuid(9)), "BasicReversal")
        }
        try expect(till.post("/vouchers", ["id": .string(uuid(10))]), "ProvisionResponse")
        for (number, payment) in Self.payments.enumerated() {
            let rich = till.provisionRequest(uuid(20 + number)).with(Self.additions)
                .with(["paymentMethods": [payment]])
            let sale = try till.post("/vouchers", rich)
            try expect(sale, "ProvisionResponse")
            #expect(sale.json["detailMessage"]?["formatErrors"] == nil, "\(sale.json)")
        }
        try expect(till.get("/vouchers?provisionRequestId=\(uuid(20))"), "VoucherLookupResponse")
        for product in try till.get("/products").json["products"]?.items ?? [] {
            #expect(PublishedFacts.complaints(about: product, as: "Product") == [])
        }
    }

    private static let amount: JSON = [
        "amount": 10000, "currency": "710", "ledgerIndicator": "CREDIT",
    ]
    private static let entryMode: JSON = [
        "panEntryMode": "ICC_CVV", "pinEntryCapability": "CAN_ACCEPT",
    ]

    /// Optional members of a request, for the answer to repeat.
    private static let additions: JSON = [
        "tranType": "GOODS_AND_SERVICES", "srcAccType": "GIFT_CARD", "destAccType": "DEFAULT",
        "basketRef": "basket", "stan": "1", "rrn": "2",
        "amounts": ["requestAmount": amount, "additionalAmounts": ["tip": amount]],
        "tenders": [["tenderType": "CASH", "amount": amount, "accountType": "SAVINGS"]],
        "posInfo": ["entryMode": entryMode, "posConditionCode": "NORMAL_PRESENTMENT"],
        "recipient": [
            "firstName": "Thandi", "lastName": "Nkosi", "msisdn": "+27820000000",
            "emailAddress": "thandi@example.org", "dateOfBirth": "1990-01-01T00:00:00.000Z",
            "addressDetails": [
                "addressLine1": "1 Long Street", "city": "Cape Town", "region": "WC",
                "country": "ZA", "postalCode": "8001",
            ],
        ],
    ]

    private static let payments: [JSON] = [
        ["type": "ACCOUNT", "srcAccountId": "1"],
        ["type": "AN_32_TOKEN", "token": "0123456789abcdef0123456789ABCDEF"],
        ["type": "LOYALTY_CARD", "cardNumber": "0123456789012345"],
        ["type": "CARD", "pan": "4929", "expiryDate": "3001", "proxyType": "EMAIL"],
        ["type": "REWARD", "rewardCode": "r"],
        ["type": "WALLET", "walletId": "w", "walletPocket": ["pocketName": "p"]],
        ["type": "QR", "tranId": "q", "amount": amount],
    ]

    private func expect(_ reply: Reply, _ name: String) throws {
        let schema = reply.status < 300 ? name : "ErrorDetail"
        #expect(PublishedFacts.complaints(about: reply.json, as: schema) == [], "\(schema)")
    }
}

extension JSON {
    /// The object with other members, in place of its own or besides.
    fileprivate func with(_ others: JSON) -> JSON {
        var object = members ?? JSONObject()
        for member in others.members?.members ?? [] { object[member.name] = member.value }
        return .object(object)
    }
}
