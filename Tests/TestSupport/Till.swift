package import JSONTree
import Till
package import Vocabulary

/// A till that sends well-formed messages, whatever they are answered.
package struct Till<Client: TillTransport> {
    /// How it reaches the switch.
    package var client: Client
    /// The path of the base URL.
    package var basePath = "/suv/v1"
    /// The Basic user name, which is also the client's id.
    package var user = "22222222"
    /// The name of the receiver, by which the switch finds the provider.
    package var receiver = "Voucher Issuer"
    /// The product that is sold.
    package var product = "prodId01"
    /// The id of the terminal.
    package var terminal = "term0001"
    /// In cents.
    package var amount: Int64 = 10000
    /// The access token that messages show in the place of Basic credentials.
    package var token: String?
    /// Header lines beside those that every message has.
    package var fields: [String] = []

    /// A till with a connection.
    package init(client: Client) {
        self.client = client
    }

    // MARK: Provisions

    /// Asks for a voucher.
    package func provision(_ id: String) throws -> Reply {
        try post("/vouchers", provisionRequest(id))
    }

    /// Sends a provision again, as a retry.
    package func retry(_ id: String) throws -> Reply {
        try post("/vouchers/\(id)/retry", provisionRequest(id))
    }

    /// Confirms a provision.
    package func confirm(_ requestID: String, id: String) throws -> Reply {
        try post("/vouchers/confirmations", advice(requestID, id: id, ["tenders": []]))
    }

    /// Reverses a provision.
    package func reverse(_ requestID: String, id: String) throws -> Reply {
        try post("/vouchers/reversals", advice(requestID, id: id, reason))
    }

    /// Provisions and confirms a voucher, and returns its code.
    package func sell(_ id: String) throws -> String {
        let code = try provision(id).voucherCode ?? ""
        _ = try confirm(id, id: uuid(0xC0FFEE))
        return code
    }

    // MARK: Redemptions and refunds

    /// Redeems a voucher.
    package func redeem(_ code: String, id: String) throws -> Reply {
        try post("/redemptions", claim(code, id: id))
    }

    /// Confirms a redemption.
    package func confirmRedeem(_ requestID: String, id: String) throws -> Reply {
        try post("/redemptions/confirmations", advice(requestID, id: id, [:]))
    }

    /// Reverses a redemption.
    package func reverseRedeem(_ requestID: String, id: String) throws -> Reply {
        try post("/redemptions/reversals", advice(requestID, id: id, reason))
    }

    /// Refunds a redeemed voucher.
    package func refund(_ code: String, id: String) throws -> Reply {
        try post("/refunds", claim(code, id: id))
    }

    /// Confirms a refund.
    package func confirmRefund(_ requestID: String, id: String) throws -> Reply {
        try post("/refunds/confirmations", advice(requestID, id: id, [:]))
    }

    /// Reverses a refund.
    package func reverseRefund(_ requestID: String, id: String) throws -> Reply {
        try post("/refunds/reversals", advice(requestID, id: id, reason))
    }

    // MARK: Requests

    /// Sends a body.
    package func post(_ path: String, _ body: JSON) throws -> Reply {
        try Reply(client.exchange(posting(path, body.description)))
    }

    /// Asks for something.
    package func get(_ path: String) throws -> Reply {
        try Reply(client.exchange(getting(path)))
    }

    /// Returns a whole request as text.
    package func request(_ path: String, body: String) -> String {
        posting(path, body).text
    }

    /// Returns a whole request without a body, as text.
    package func getRequest(_ path: String, method: String = "GET") -> String {
        getting(path, method: method).text
    }

    private func posting(_ path: String, _ body: String) -> TillRequest {
        TillRequest(
            "POST", basePath + path,
            lines: fields + ["Authorization: \(authorization)", "Content-Type: application/json"],
            body: body)
    }

    private func getting(_ path: String, method: String = "GET") -> TillRequest {
        TillRequest(method, basePath + path, lines: fields + ["Authorization: \(authorization)"])
    }

    /// The value of the Authorization field.
    package var authorization: String { token.map { "Bearer \($0)" } ?? "Basic \(credentials)" }

    /// `user:secret` in base64.
    package var credentials: String { Base64.encode("\(user):secret".utf8) }
}

// MARK: Messages

extension Till {
    private var settings: TillSettings {
        var settings = TillSettings()
        settings.user = user
        settings.provider = receiver
        settings.product = product
        settings.terminal = terminal
        settings.amount = amount
        return settings
    }

    private var reason: JSON { ["reversalReason": "TIMEOUT"] }

    /// Returns a ProvisionRequest.
    package func provisionRequest(_ id: String) -> JSON { claim(nil, id: id) }

    /// Returns a RedemptionRequest or a RefundRequest; a ProvisionRequest without a code.
    package func claim(_ code: String?, id: String) -> JSON {
        .object(
            settings.request(
                id: id, identifier: "123456789012", code: code,
                time: Timestamp(milliseconds: 1_769_596_889_123)))
    }

    /// Returns an advice.
    ///
    /// - Parameter more: the members beside those that every advice has.
    package func advice(_ requestID: String, id: String, _ more: JSON) -> JSON {
        var advice = JSONObject([
            ("id", .string(id)), ("requestId", .string(requestID)),
            ("time", "2026-01-28T10:41:30.000Z"), ("thirdPartyIdentifiers", []),
        ])
        for member in more.members?.members ?? [] { advice[member.name] = member.value }
        return .object(advice)
    }

    /// Returns a whole request with the message of an operation on a provision, redemption or
    /// refund, as text. An advice has an id that follows from the request's, so that it is the same
    /// when it is repeated.
    ///
    /// - Parameters:
    ///   - id: the request's; empty for the lookup of a voucher by its code.
    ///   - code: the voucher to redeem or to refund.
    ///   - identifiers: what an advice carries; nil for those of the request.
    package func message(
        _ operation: Operation, on id: String, code: String = "", identifiers: JSON? = nil
    ) -> String {
        let path = operation.path(on: id, code: id.isEmpty ? code : nil)
        guard let body = body(of: operation, on: id, code) else { return getRequest(path) }
        guard var advice = body.members, advice["requestId"] != nil else {
            return request(path, body: body.description)
        }
        advice["thirdPartyIdentifiers"] =
            identifiers ?? provisionRequest(id)["thirdPartyIdentifiers"]
        return request(path, body: JSON.object(advice).description)
    }

    private func body(of operation: Operation, on id: String, _ code: String) -> JSON? {
        switch operation {
        case .lookup, .lookupRedemption, .products: nil
        case .redeem, .refund: claim(code, id: id)
        case .confirm: advice(id, id: "c" + id.dropFirst(), ["tenders": []])
        case .confirmRedeem, .confirmRefund: advice(id, id: "c" + id.dropFirst(), [:])
        case .reverse, .reverseRedeem, .reverseRefund:
            advice(id, id: "d" + id.dropFirst(), reason)
        default: provisionRequest(id)
        }
    }
}

/// An answer with its body as JSON.
package struct Reply {
    /// The answer as it came.
    package let response: WireResponse
    /// Its body; null if it is empty.
    package let json: JSON

    /// An answer; throws if its body is not JSON.
    package init(_ response: WireResponse) throws {
        self.response = response
        json = response.body.isEmpty ? .null : try JSON(parsing: response.body)
    }

    /// The status code.
    package var status: Int { response.status }
    /// The errorType of an error.
    package var errorType: String? { json["errorType"]?.text }
    /// The code of a voucher.
    package var voucherCode: String? { json["voucher"]?["code"]?.text }
}

/// Returns the UUID with this number.
package func uuid(_ number: Int) -> String {
    let low = 0x8000_0000_0000_0000 | UInt64(number)
    return UUIDText.text(of: (high: 0xA1B2_C3D4_0000_4000, low: low))
}
