import JSONTree
import TestSupport
import Vocabulary

/// The till's use of sold vouchers.
extension SimulatedTill {
    /// Redeems or refunds a voucher, to the end.
    mutating func claim(_ operation: String) {
        let suffix = "\(id.suffix(1))"
        id = "0000000\(operation == "redeem" ? 3 : 4)-0000-4000-8abc-00000000000\(suffix)"
        if operation == "redeem" {
            let query: JSON = ["voucherCode": "9876543210123456"]
            send("lookup", query, Reply(status: 200), leavesEarly: false)
        }
        topic = operation
        var request = Bodies.claim(id: id, identifier: "RED\(client)\(id)").members ?? .init()
        request["client"] = ["id": .string(client)]
        identifiers = request["thirdPartyIdentifiers"] ?? .null
        switch attempt(operation, .object(request)) {
        case .approved: finish()
        case .declined: break
        case .unknown: find(.object(request))
        }
    }

    /// Asks what became of a redemption; whatever stays unknown is reversed.
    private mutating func find(_ request: JSON) {
        guard topic == "redeem", random.chance(50) else { return reverse("TIMEOUT") }
        var reply = lookupReply()
        if reply.isVoucher {
            reply.response = Bodies.provisioned(request, identifier: "RED\(client)\(id)")
        }
        send("lookup-redemption", .null, reply, leavesEarly: false)
        switch understanding(of: reply) {
        case .approved:
            identifiers = reply.response["thirdPartyIdentifiers"] ?? .null
            finish()
        case .declined where reply.response != .null: break
        case .declined, .unknown: reverse("TIMEOUT")
        }
    }

    private mutating func lookupReply() -> Reply {
        var approval = Reply.voucher
        approval.status = 200
        let failures: [Reply] = [
            .decline, .error(504, "VOUCHER_STATUS_UNKNOWN"), Reply(status: 404),
        ]
        let wasApproved = messages.last?.reply.isVoucher ?? false
        return random.pick(
            [approval, Reply(status: 102), .timeout] + (wasApproved ? [] : failures))
    }
}
