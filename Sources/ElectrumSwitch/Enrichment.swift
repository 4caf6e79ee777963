import JSONTree
import Scenarios
import VoucherLedger

/// What the switch makes of a request when it answers it (contract.md section 4.3). It depends
/// on nothing else, so the same request gets the same answer again.
struct Enrichment {
    let request: JSONObject
    let key: TransactionKey
    let profile: ProviderProfile
    let seed: UInt64

    /// The request without what a response does not have, with settlement entity, identifiers and
    /// slip.
    ///
    /// - Parameters:
    ///   - requestOnly: the members that the response does not have.
    ///   - voucher: what replaces the request's voucher; nil for nothing.
    func body(without requestOnly: [String] = [], voucher: JSON? = nil) -> JSONObject {
        var body = request
        for name in requestOnly { body[name] = nil }
        let settlementEntity = body["settlementEntity"] ?? Self.defaultSettlementEntity
        body["settlementEntity"] = settlementEntity
        body["thirdPartyIdentifiers"] = identifiers(settlementEntity, body["receiver"])
        if let voucher { body["voucher"] = voucher }
        if let slip { body["slipData"] = slip }
        return body
    }

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
