import JSONTree
import Vocabulary

/// Messages that the mock accepts, each after those that its voucher requires.
enum Examples {
    private static let provisionID = id(1)
    private static let redemptionID = id(4)
    private static let refundID = id(7)
    private static let voucherCode = "4711471147114711"

    /// Returns the example body of a message; nil for a lookup.
    static func body(of operation: Operation) -> JSON? {
        switch operation {
        case .provision, .retry:
            request(
                provisionID,
                [
                    ("product", ["productId": "12345"]),
                    ("voucher", ["code": .string(voucherCode)]),
                ])
        case .confirm: advice(id(2), on: provisionID, [("tenders", [tender])])
        case .reverse: advice(id(3), on: provisionID, [reason])
        case .redeem: request(redemptionID, [("voucher", ["code": .string(voucherCode)])])
        case .confirmRedeem: advice(id(5), on: redemptionID)
        case .reverseRedeem: advice(id(6), on: redemptionID, [reason])
        case .refund:
            request(
                refundID,
                [
                    ("voucher", ["code": .string(voucherCode)]),
                    ("redemptionId", .string(redemptionID)),
                ])
        case .confirmRefund: advice(id(8), on: refundID)
        case .reverseRefund: advice(id(9), on: refundID, [reason])
        case .lookup, .lookupRedemption, .products, .token, .deliverConfirm, .deliverReverse,
            .connect, .unknown:
            nil
        }
    }

    /// Returns the example parameters of path and query.
    static func parameters(of operation: Operation) -> JSONObject {
        switch operation {
        case .retry: JSONObject([("provisionId", .string(provisionID))])
        case .lookup: JSONObject([("voucherCode", .string(voucherCode))])
        case .lookupRedemption: JSONObject([("requestId", .string(redemptionID))])
        case .provision, .confirm, .reverse, .redeem, .confirmRedeem, .reverseRedeem, .refund,
            .confirmRefund, .reverseRefund, .products, .token, .deliverConfirm, .deliverReverse,
            .connect, .unknown:
            JSONObject()
        }
    }

    private static func id(_ number: Int) -> String {
        "a1b2c3d4-0000-4000-8000-00000000000\(number)"
    }

    private static let till: JSON = ["id": "22222222", "name": "Corner Stores"]

    private static let identifiers: JSON = [
        ["institutionId": "22222222", "transactionIdentifier": "123456789012"]
    ]

    private static let amount: JSON = ["amount": 10000, "currency": "710"]

    private static let tender: JSON = ["amount": amount, "tenderType": "CASH"]

    private static let reason: (String, JSON) = ("reversalReason", "TIMEOUT")

    private static func request(_ id: String, _ more: [(String, JSON)]) -> JSON {
        .object(
            JSONObject(
                [
                    ("id", .string(id)), ("time", "2026-01-28T10:41:29.123Z"),
                    (
                        "originator",
                        [
                            "institution": till, "terminalId": "term0001",
                            "merchant": [
                                "merchantType": "5411", "merchantId": "merchant0000001",
                                "merchantName": [
                                    "name": "Corner Store", "city": "Cape Town", "region": "WC",
                                    "country": "ZA",
                                ],
                            ],
                        ]
                    ),
                    ("client", till),
                    ("receiver", ["id": "33333333333", "name": "Voucher Issuer"]),
                    ("settlementEntity", ["id": "4444444444", "name": "Service Provider"]),
                    ("thirdPartyIdentifiers", identifiers),
                    ("amounts", ["requestAmount": amount]),
                ] + more))
    }

    private static func advice(
        _ id: String, on requestID: String, _ more: [(String, JSON)] = []
    ) -> JSON {
        .object(
            JSONObject(
                [
                    ("id", .string(id)), ("requestId", .string(requestID)),
                    ("time", "2026-01-28T10:41:31.004Z"),
                    ("thirdPartyIdentifiers", identifiers),
                ] + more))
    }
}
