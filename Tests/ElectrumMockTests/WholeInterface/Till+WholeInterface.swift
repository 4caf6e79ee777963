import JSONTree
import WireTesting

/// The messages about vouchers that were sold.
extension Till {
    func get(_ path: String) throws -> Reply {
        try Reply(client.exchange(getRequest(path)))
    }

    /// A whole request without a body, as text.
    func getRequest(_ path: String, method: String = "GET") -> String {
        """
        \(method) \(basePath)\(path) HTTP/1.1\r
        Host: localhost\r
        \(fields.map { $0 + "\r\n" }.joined())\
        Authorization: \(authorization)\r
        \r

        """
    }

    /// Provisions and confirms a voucher, and returns its code.
    func sell(_ id: String) throws -> String {
        let code = try provision(id).voucherCode ?? ""
        _ = try confirm(id, id: uuid(0xC0FFEE))
        return code
    }

    func redeem(_ code: String, id: String) throws -> Reply {
        try post("/redemptions", claim(code, id: id))
    }

    func confirmRedeem(_ requestID: String, id: String) throws -> Reply {
        try post("/redemptions/confirmations", advice(requestID, id: id, [:]))
    }

    func reverseRedeem(_ requestID: String, id: String) throws -> Reply {
        try post("/redemptions/reversals", advice(requestID, id: id, Self.reason))
    }

    func refund(_ code: String, id: String) throws -> Reply {
        try post("/refunds", claim(code, id: id))
    }

    func confirmRefund(_ requestID: String, id: String) throws -> Reply {
        try post("/refunds/confirmations", advice(requestID, id: id, [:]))
    }

    func reverseRefund(_ requestID: String, id: String) throws -> Reply {
        try post("/refunds/reversals", advice(requestID, id: id, Self.reason))
    }

    /// A RedemptionRequest or a RefundRequest.
    func claim(_ code: String, id: String) -> JSON {
        var request = provisionRequest(id).members ?? JSONObject()
        request["product"] = nil
        request["voucher"] = ["code": .string(code)]
        return .object(request)
    }

    private static let reason: JSON = ["reversalReason": "TIMEOUT"]
}
