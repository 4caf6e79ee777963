import ElectrumMock
import JSONTree
import WireTesting

/// A till that sends well-formed messages over one connection.
struct Till {
    var client: WireClient
    var basePath = "/suv/v1"
    var user = "22222222"
    var receiver = "Voucher Issuer"
    var product = "prodId01"
    var terminal = "term0001"
    /// In cents.
    var amount: Int64 = 10000
    /// The access token that messages show in the place of Basic credentials.
    var token: String?
    /// Header lines beside those that every message has.
    var fields: [String] = []

    init(_ mock: MockServer) throws {
        self.init(client: try WireClient(port: mock.port))
    }

    init(client: WireClient) {
        self.client = client
    }

    func provision(_ id: String) throws -> Reply {
        try post("/vouchers", provisionRequest(id))
    }

    func retry(_ id: String) throws -> Reply {
        try post("/vouchers/\(id)/retry", provisionRequest(id))
    }

    func confirm(_ requestID: String, id: String) throws -> Reply {
        try post("/vouchers/confirmations", advice(requestID, id: id, ["tenders": []]))
    }

    func reverse(_ requestID: String, id: String) throws -> Reply {
        try post("/vouchers/reversals", advice(requestID, id: id, ["reversalReason": "TIMEOUT"]))
    }

    func post(_ path: String, _ body: JSON) throws -> Reply {
        try Reply(client.exchange(request(path, body: body.description)))
    }

    /// A whole request as text.
    func request(_ path: String, body: String) -> String {
        """
        POST \(basePath)\(path) HTTP/1.1\r
        Host: localhost\r
        \(fields.map { $0 + "\r\n" }.joined())\
        Authorization: \(authorization)\r
        Content-Type: application/json\r
        Content-Length: \(body.utf8.count)\r
        \r
        \(body)
        """
    }

    var authorization: String { token.map { "Bearer \($0)" } ?? "Basic \(credentials)" }

    /// `user:secret` in base64, for the two users that the tests know.
    var credentials: String {
        user == "22222222" ? "MjIyMjIyMjI6c2VjcmV0" : "MzMzMzMzMzM6c2VjcmV0"
    }

    func provisionRequest(_ id: String) -> JSON {
        [
            "id": .string(id), "time": "2026-01-28T10:41:29.123Z",
            "originator": [
                "institution": ["id": .string(user), "name": "Till Co"],
                "terminalId": .string(terminal),
                "merchant": [
                    "merchantType": "5411", "merchantId": "merchant0000001",
                    "merchantName": [
                        "name": "Corner Shop", "city": "Cape Town", "region": "WC",
                        "country": "ZA",
                    ],
                ],
            ],
            "client": ["id": .string(user), "name": "Till Co"],
            "receiver": ["id": "33333333333", "name": .string(receiver)],
            "settlementEntity": ["id": "4444444444", "name": "Service Provider"],
            "thirdPartyIdentifiers": [
                ["institutionId": .string(user), "transactionIdentifier": "123456789012"]
            ],
            "amounts": [
                "requestAmount": ["amount": .number(JSONNumber(amount)), "currency": "710"]
            ],
            "product": ["productId": .string(product)],
        ]
    }

    func advice(_ requestID: String, id: String, _ more: JSON) -> JSON {
        var advice = JSONObject([
            ("id", .string(id)), ("requestId", .string(requestID)),
            ("time", "2026-01-28T10:41:30.000Z"), ("thirdPartyIdentifiers", []),
        ])
        for member in more.members?.members ?? [] { advice[member.name] = member.value }
        return .object(advice)
    }
}

/// An answer with its body as JSON.
struct Reply {
    let response: WireResponse
    let json: JSON

    init(_ response: WireResponse) throws {
        self.response = response
        json = response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    var status: Int { response.status }
    var errorType: String? { json["errorType"]?.text }
    var voucherCode: String? { json["voucher"]?["code"]?.text }
}

/// The UUID with this number.
func uuid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "a1b2c3d4-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}
