package import JSONTree
package import Vocabulary

/// A message of a till, ready to be sent.
package struct TillMessage: Sendable {
    package let operation: Operation
    /// The number of the sale, from 1.
    package let sale: Int
    /// The number of the message among those of its operation in its transaction, from 1.
    package let attempt: Int
    /// Below the base URL.
    package var path: String
    /// Nil for a request without a body.
    package var body: JSONObject?
    /// The body of a request for a token.
    package var form: String?
    /// The Basic user name.
    package var user: String
    /// The value of the Authorization field; nil for none.
    package var authorization: String?

    /// Returns the request as bytes of HTTP/1.1.
    ///
    /// - Parameters:
    ///   - host: for the Host field, as in `127.0.0.1:8080`.
    ///   - base: the path of the base URL, as in `/suv/v1`.
    package func bytes(host: String, base: String) -> [UInt8] {
        let content = form ?? body.map { JSON.object($0).description }
        let type = form == nil ? "application/json" : "application/x-www-form-urlencoded"
        var head = "\(content == nil ? "GET" : "POST") \(base)\(path) HTTP/1.1\r\nHost: \(host)\r\n"
        if let authorization { head += "Authorization: \(authorization)\r\n" }
        head += "Accept: application/json\r\nUser-Agent: electrum-mock-till\r\n"
        if let content {
            head += "Content-Type: \(type)\r\nContent-Length: \(content.utf8.count)\r\n"
        }
        return Array("\(head)\r\n\(content ?? "")".utf8)
    }
}

// MARK: Bodies

extension Operation {
    /// Where the operation is called on a transaction, below the base URL.
    ///
    /// - Parameter code: of the voucher to look up; nil to look it up by its provision.
    package func path(on id: String, code: String? = nil) -> String {
        switch self {
        case .retry: "/vouchers/\(id)/retry"
        case .lookup:
            code.map { "/vouchers?voucherCode=\($0)" } ?? "/vouchers?provisionRequestId=\(id)"
        case .lookupRedemption: "/redemptions/\(id)"
        default: row.call?.path ?? "/"
        }
    }
}

extension TillSettings {
    /// Returns the request that begins a transaction (contract.md sections 2.2, 2.4 and 2.5).
    ///
    /// - Parameter code: of the voucher to redeem or to refund; nil for a provision.
    package func request(
        id: String, identifier: String, code: String?, time: Timestamp
    ) -> JSONObject {
        let client: JSON = ["id": .string(user), "name": "Till Co"]
        let merchant: JSON = [
            "merchantType": "5411", "merchantId": "merchant0000001",
            "merchantName": [
                "name": "Corner Shop", "city": "Cape Town", "region": "WC", "country": "ZA",
            ],
        ]
        let own: JSON = [
            "institutionId": .string(user), "transactionIdentifier": .string(identifier),
        ]
        let amount: JSON = ["amount": .number(JSONNumber(self.amount)), "currency": "710"]
        let goods: (String, JSON) =
            code.map { ("voucher", ["code": .string($0)]) }
            ?? ("product", ["productId": .string(product)])
        return JSONObject([
            ("id", .string(id)), ("time", .string(time.description)),
            (
                "originator",
                [
                    "institution": client, "terminalId": .string(terminal),
                    "merchant": merchant,
                ]
            ),
            ("client", client),
            ("receiver", ["id": "33333333333", "name": .string(provider)]),
            ("settlementEntity", ["id": "4444444444", "name": "Service Provider"]),
            ("thirdPartyIdentifiers", [own]), ("amounts", ["requestAmount": amount]), goods,
        ])
    }
}

extension OpenTransaction {
    /// Returns an advice (contract.md section 2.10).
    func advice(
        _ operation: Operation, _ settings: TillSettings, id: String, time: Timestamp
    ) -> JSONObject {
        var advice = JSONObject([
            ("id", .string(id)), ("requestId", .string(self.id)),
            ("time", .string(time.description)),
            (
                "thirdPartyIdentifiers",
                identifiers ?? request["thirdPartyIdentifiers"] ?? []
            ),
        ])
        if operation == .confirm {
            let amount: JSON = ["amount": .number(JSONNumber(settings.amount)), "currency": "710"]
            advice["tenders"] = [["tenderType": "CASH", "amount": amount]]
        } else if operation.role == .reversal {
            advice["reversalReason"] = .string(identifiers == nil ? "TIMEOUT" : "CANCELLED")
        }
        return advice
    }
}
