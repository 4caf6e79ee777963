import JSONTree
import Vocabulary

extension VerdictRule {
    static let d17 = VerdictRule(
        id: "D17",
        title: "A redemption is preceded by a lookup",
        todo: "Look a voucher up before it is redeemed.",
        source: """
            SUV interface, the pages on voucher lookup and voucher redemption: the voucher is \
            looked up, shown to the customer, and then redeemed.
            """,
        reading: """
            Judged on every redemption that is well formed. Warns if the same client has not \
            looked the voucher up before, by its code, its serial number or its provision.
            """
    ) { history, _ in
        let lookups = Lookups(history.messages)
        return history.transactions.filter { $0.kind == .redemption }.compactMap { transaction in
            guard let redemption = transaction.attempts.first?.message, !redemption.isRefused
            else { return nil }
            if lookups.mayConcern(redemption) { return .kept }
            if history.lacksBeginning { return nil }
            return .doubtful(
                transaction.finding(
                    "the till redeemed a voucher that it had not looked up", [redemption]))
        }
    }
}

/// The vouchers that each client has looked up, and when first.
private struct Lookups {
    private struct Key: Hashable {
        let client: String?
        let member: String
        /// The value; nil where a journal file hides it, and then it may be any.
        let value: String?
    }

    /// The members that name a voucher, with the parameters that ask for them.
    private static let names = [
        ("code", "voucherCode"), ("serialNumber", "voucherSerialNumber"),
    ]

    private var firsts: [Key: Int] = [:]

    init(_ messages: [MessageRecord]) {
        for lookup in messages where lookup.operation == .lookup {
            let found = lookup.response["voucher"] ?? .null
            for (member, parameter) in Self.names {
                let asked = lookup.request[parameter]?.canonical.text
                for value in [asked, found[member]?.canonical.text].compactMap({ $0 }) {
                    note(lookup, Key(client: lookup.client, member: member, value: value))
                }
                // A journal file has the id of the sale in the place of a code that a till showed.
                if member == "code", let sale = lookup.transaction {
                    let shown = MaskedBody.mask + sale
                    note(lookup, Key(client: lookup.client, member: member, value: shown))
                }
                if found == .null, asked?.hasPrefix(MaskedBody.mask) == true {
                    note(lookup, Key(client: lookup.client, member: member, value: nil))
                }
            }
        }
    }

    private mutating func note(_ lookup: MessageRecord, _ key: Key) {
        if firsts[key] == nil { firsts[key] = lookup.seq }
    }

    /// Returns true if an earlier lookup by the same client may have been for the voucher of a
    /// redemption.
    func mayConcern(_ redemption: MessageRecord) -> Bool {
        Self.names.contains { member, _ in
            guard let sought = redemption.request["voucher"]?[member]?.canonical.text else {
                return false
            }
            return [sought, nil].contains { value in
                let key = Key(client: redemption.client, member: member, value: value)
                return firsts[key].map { $0 < redemption.seq } ?? false
            }
        }
    }
}
