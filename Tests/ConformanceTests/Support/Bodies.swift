import JSONTree

/// Bodies of messages, with secrets in them that no report may tell.
enum Bodies {
    static let client = "22222222"
    static let secrets = ["9876543210123456", "4929123412341234", "hunter2-pin", "s3cr3t-pass"]

    static func provision(id: String, identifier: String) -> JSON {
        [
            "id": .string(id), "time": "2026-01-28T10:41:29.123Z",
            "client": ["id": .string(client), "name": "Till"],
            "thirdPartyIdentifiers": [own(identifier)],
            "amounts": ["requestAmount": ["amount": 10000, "currency": "710"]],
            "paymentMethods": [["type": "CARD", "pan": "4929123412341234"]],
        ]
    }

    /// A RedemptionRequest or a RefundRequest.
    static func claim(id: String, identifier: String) -> JSON {
        [
            "id": .string(id), "time": "2026-01-28T10:41:29.123Z",
            "client": ["id": .string(client), "name": "Till"],
            "thirdPartyIdentifiers": [own(identifier)],
            "voucher": ["code": "9876543210123456"],
        ]
    }

    static func provisioned(_ request: JSON, identifier: String) -> JSON {
        var body = request.members ?? JSONObject()
        let added: JSON = ["institutionId": "33333333", "transactionIdentifier": "SWITCH1"]
        body["thirdPartyIdentifiers"] = [own(identifier), added]
        body["voucher"] = [
            "code": "9876543210123456",
            "pin": ["type": "CLEAR_PIN", "pin": "hunter2-pin"],
        ]
        body["password"] = "s3cr3t-pass"
        return .object(body)
    }

    static func confirmation(id: String, of provision: String, identifiers: JSON) -> JSON {
        [
            "id": .string(id), "requestId": .string(provision),
            "time": "2026-01-28T10:41:31.000Z", "thirdPartyIdentifiers": identifiers,
            "tenders": [["tenderType": "CASH", "cardNumber": "4929123412341234"]],
        ]
    }

    static func reversal(
        id: String, of provision: String, identifiers: JSON, reason: String
    ) -> JSON {
        [
            "id": .string(id), "requestId": .string(provision),
            "time": "2026-01-28T10:41:31.000Z", "thirdPartyIdentifiers": identifiers,
            "reversalReason": .string(reason),
        ]
    }

    private static func own(_ identifier: String) -> JSON {
        ["institutionId": "22222222", "transactionIdentifier": .string(identifier)]
    }
}
