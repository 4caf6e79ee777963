import JSONTree
import Scenarios
import VoucherLedger

/// The ProvisionResponse to a request and the voucher issued for it (contract.md section 4.3).
/// It depends on nothing else, so the same request gets the same answer again.
struct ProvisionAnswer {
    let request: JSONObject
    let key: TransactionKey
    let voucher: Voucher
    let profile: ProviderProfile
    let seed: UInt64

    /// The request without what only a request has, with identifiers, voucher and slip.
    var body: JSONObject {
        var body = request
        for name in Self.requestOnly { body[name] = nil }
        let settlementEntity = body["settlementEntity"] ?? Self.defaultSettlementEntity
        body["settlementEntity"] = settlementEntity
        body["thirdPartyIdentifiers"] = identifiers(settlementEntity, body["receiver"])
        body["voucher"] = voucherBody
        if let slip { body["slipData"] = slip }
        return body
    }

    /// The voucher: what the till asked for, completed by what the provider gave.
    var voucherBody: JSON {
        var body = request["voucher"]?.members ?? JSONObject()
        func complete(_ name: String, _ value: JSON?) {
            if body[name] == nil, let value { body.append(name, value) }
        }
        complete("code", .string(voucher.code))
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

    private static let requestOnly: [String] = Schema.provisionRequest.fields.map(\.name)
        .filter { Schema.provisionResponse.index(of: $0) == nil }

    private static let defaultSettlementEntity: JSON = [
        "id": "33333333", "name": "TransactionsRUs",
    ]

    /// The request's identifiers, then those of the settlement entity and the receiver.
    private func identifiers(_ parties: JSON?...) -> JSON {
        var identifiers = request["thirdPartyIdentifiers"]?.items ?? []
        for case let institution? in parties.map({ $0?["id"]?.text }) {
            identifiers.append([
                "institutionId": .string(institution),
                "transactionIdentifier": .string(identifier(at: institution)),
            ])
        }
        return .array(identifiers)
    }

    /// What an institution calls the transaction.
    private func identifier(at institution: String) -> String {
        var draw = Draw(seed: seed, purpose: "identifier", key.id, text: institution)
        let length = 12 + Int(draw.next() % 9)
        return draw.text(length, from: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    }

    private var slip: JSON? {
        guard !profile.voucher.slip.isEmpty else { return nil }
        let lines = profile.voucher.slip.map { text -> JSON in
            [
                "text": .string(text), "fontWidthScaleFactor": 1, "fontHeightScaleFactor": 1,
                "line": false, "cut": false,
            ]
        }
        return ["messageLines": .array(lines), "slipWidth": 0]
    }
}
