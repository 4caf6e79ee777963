import JSONTree
import Scenarios
import VoucherLedger

/// The VoucherLookupResponse about a voucher (contract.md section 2.6).
struct LookupAnswer {
    let sale: Sale
    let query: VoucherQuery
    let template: VoucherTemplate
    let seed: UInt64

    var body: JSONObject {
        guard let voucher = sale.transaction.voucher else { return JSONObject() }
        let provision = ProvisionAnswer(
            request: JSONView(sale.transaction.request, as: .provisionRequest),
            key: sale.key, voucher: voucher, template: template, seed: seed)
        var body = JSONObject([("voucher", shown(provision.voucherBody ?? [:]))])
        body["amounts"] = provision.request.flatMap(value)
        let answer = try? JSON(parsing: provision.body)
        for name in ["product", "receiver", "settlementEntity", "thirdPartyIdentifiers", "rrn"] {
            body[name] = answer?[name]
        }
        return body
    }

    /// The PIN is for the customer alone, and so is the code unless it is known already: a serial
    /// number "cannot redeem" (contract.md section 2.7).
    private func shown(_ voucher: JSON) -> JSON {
        var members = voucher.members ?? JSONObject()
        members["pin"] = nil
        if query.code == nil, query.provision == nil { members["code"] = nil }
        return .object(members)
    }

    /// What the voucher was bought for; nothing any more while it is redeemed.
    private func value(of request: JSONView) -> JSON? {
        let price = request["amounts"]?["requestAmount"] ?? request["product"]?["amount"]
        guard var amount = price?.json.members else { return nil }
        if sale.standing != .provisioned { amount["amount"] = 0 }
        amount["ledgerIndicator"] = "CREDIT"
        return ["approvedAmount": .object(amount)]
    }
}

extension JSONView {
    /// A message that was received before, as the switch understands it; nil when it is none.
    init?(_ bytes: [UInt8]?, as schema: Schema) {
        guard let bytes, let json = try? JSON(parsing: bytes) else { return nil }
        self.init(JSONText(schema.normalised(json)))
    }
}
