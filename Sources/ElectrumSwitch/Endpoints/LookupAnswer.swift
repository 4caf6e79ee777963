import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The VoucherLookupResponse about a voucher (contract.md section 2.6).
struct LookupAnswer {
    let sale: FoundVoucher
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

    /// Returns the voucher without its PIN, which is for the customer alone, and without the code
    /// unless the till knows it: a serial number "cannot redeem" (contract.md section 2.7).
    private func shown(_ voucher: JSON) -> JSON {
        var members = voucher.members ?? JSONObject()
        members["pin"] = nil
        if query.code == nil, query.provision == nil { members["code"] = nil }
        return .object(members)
    }

    /// Returns the value that the voucher was bought for; nil while it is redeemed.
    private func value(of request: JSONView) -> JSON? {
        let price = request["amounts"]?["requestAmount"] ?? request["product"]?["amount"]
        guard var amount = price?.json.members else { return nil }
        if sale.voucherStatus != .provisioned { amount["amount"] = 0 }
        amount["ledgerIndicator"] = "CREDIT"
        return ["approvedAmount": .object(amount)]
    }
}

extension JSONView {
    /// Reads a message that was received before, as the switch understood it; nil if there is none.
    init?(_ bytes: KeptBytes?, as schema: Schema) {
        guard let bytes, let json = try? JSON(parsing: bytes.bytes) else { return nil }
        self.init(JSONText(schema.normalised(json)))
    }
}
