import JSONTree
import Scenarios
import VoucherLedger

/// What the switch makes of a request when it answers it (contract.md section 4.3). It depends
/// on nothing else, so the same request gets the same answer again.
struct Enrichment {
    /// Nil for a request that is not known.
    let request: JSONView?
    let key: TransactionKey
    let profile: ProviderProfile
    let seed: UInt64

    /// The request without what a response does not have, with settlement entity, identifiers and
    /// slip.
    ///
    /// - Parameters:
    ///   - requestOnly: the members that the response does not have.
    ///   - voucher: what replaces the request's voucher; nil for nothing.
    func body(without requestOnly: [String] = [], voucher: JSON? = nil) -> [UInt8] {
        var changes = requestOnly.map(JSONChange.remove)
        var settlementEntity = request?["settlementEntity"]?["id"]?.text
        if request?["settlementEntity"] == nil {
            changes.append(.set("settlementEntity", Self.defaultSettlementEntity))
            settlementEntity = Self.defaultSettlementEntity["id"]?.text
        }
        let receiver = request?["receiver"]?["id"]?.text
        changes.append(
            .extend(
                "thirdPartyIdentifiers",
                by: [settlementEntity, receiver].compactMap { $0.map(identifier) }))
        if let voucher { changes.append(.set("voucher", voucher)) }
        if let slip { changes.append(.set("slipData", slip)) }
        return (request ?? Self.nothing).encoded(with: changes)
    }

    private static let nothing = JSONView(JSONText([:]))

    private static let defaultSettlementEntity: JSON = [
        "id": "33333333", "name": "TransactionsRUs",
    ]

    /// The transaction as an institution knows it.
    private func identifier(at institution: String) -> JSON {
        [
            "institutionId": .string(institution),
            "transactionIdentifier": .string(number(at: institution)),
        ]
    }

    /// What an institution calls the transaction.
    private func number(at institution: String) -> String {
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
