import JSONTree
import Vocabulary

/// Redemptions and refunds; their ids follow from the number of the sale.
extension Till {
    /// Sends a `redeem` or a `refund`; the voucher is looked up before it is redeemed.
    func claim(
        _ operation: String, _ reply: Reply = .voucher, id: String? = nil,
        after gap: Int64 = 1000, took: Int64 = 10, looksUp: Bool = true,
        edit: Edit = { _ in }
    ) -> Till {
        with { till in
            if looksUp, operation == "redeem" {
                let query: JSON = ["voucherCode": "9876543210123456"]
                till.record("lookup", query, Reply(status: 200), 1000, 10, nil)
            }
            let id = id ?? Self.claimID(operation, number)
            let body = edited(Bodies.claim(id: id, identifier: "RED\(number)"), edit)
            var reply = reply
            till.claims[operation] = till.claims[operation] ?? body["thirdPartyIdentifiers"]
            if reply.isVoucher {
                reply.response = Bodies.provisioned(body, identifier: "RED\(number)")
                if reply.ended == "sent" && reply.fault == nil {
                    till.claims[operation] = reply.response["thirdPartyIdentifiers"]
                }
            }
            till.record(operation, body, reply, gap, took, id)
        }
    }

    /// Sends the advice on one: `confirm-redeem`, `reverse-redeem`, `confirm-refund` or
    /// `reverse-refund`.
    func conclude(
        _ operation: String, _ reply: Reply = .accepted, id: String? = nil,
        after gap: Int64 = 1000, took: Int64 = 10, edit: Edit = { _ in }
    ) -> Till {
        with { till in
            let claim = operation.hasSuffix("redeem") ? "redeem" : "refund"
            let isReversal = operation.hasPrefix("reverse")
            let body = edited(
                Bodies.reversal(
                    id: id
                        ?? Self.uuid(isReversal ? 7 : 6, claim == "redeem" ? number : 5 + number),
                    of: Self.claimID(claim, number), identifiers: claims[claim] ?? .null,
                    reason: "TIMEOUT"),
                edit)
            till.record(operation, body, reply, gap, took, body["requestId"]?.text)
        }
    }

    /// Looks the redemption up.
    func lookUpRedemption(_ reply: Reply, after gap: Int64 = 1000) -> Till {
        with { till in
            let id = Self.claimID("redeem", number)
            var reply = reply
            if reply.isVoucher {
                let body = Bodies.claim(id: id, identifier: "RED\(number)")
                reply.response = Bodies.provisioned(body, identifier: "RED\(number)")
            }
            till.record("lookup-redemption", .null, reply, gap, 10, id)
        }
    }

    static func claimID(_ operation: String, _ number: Int) -> String {
        uuid(operation == "redeem" ? 3 : 4, number)
    }
}
