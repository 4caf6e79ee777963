import JSONTree
import Scenarios
import VoucherLedger

/// The ProvisionResponse to a request and the voucher issued for it (contract.md section 4.3).
/// It depends on nothing else, so the same request gets the same answer again.
struct ProvisionAnswer {
    let request: JSONView?
    let key: TransactionKey
    let voucher: Voucher
    let profile: ProviderProfile
    let seed: UInt64

    /// The request as the switch answers it, with the voucher.
    var body: [UInt8] {
        Enrichment(request: request, key: key, profile: profile, seed: seed)
            .body(without: Self.requestOnly, voucher: voucherBody)
    }

    /// The voucher: what the till asked for, completed by what the provider gave.
    var voucherBody: JSON {
        var body = request?["voucher"]?.json.members ?? JSONObject()
        func complete(_ name: String, _ value: JSON?) {
            if body[name] == nil, let value { body.append(name, value) }
        }
        body["code"] = .string(voucher.code)
        complete("expiryDate", .string(Timestamp.text(unixNs: voucher.expiresAt)))
        if !profile.voucher.redeemInstructions.isEmpty {
            complete(
                "redeemInstructions",
                .array(profile.voucher.redeemInstructions.map(JSON.string)))
        }
        complete("serialNumber", voucher.serialNumber.map(JSON.string))
        complete("pin", voucher.pin.map { ["type": "CLEAR_PIN", "pin": .string($0)] })
        return .object(body)
    }

    private static let requestOnly = Schema.provisionRequest.names(
        absentFrom: .provisionResponse)
}
