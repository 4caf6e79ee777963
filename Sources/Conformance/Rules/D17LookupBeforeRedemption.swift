import JSONTree

extension Rule {
    static let d17 = Rule(
        id: "D17",
        title: "A redemption is preceded by a lookup",
        source: """
            SUV interface, the pages on voucher lookup and voucher redemption: the voucher is \
            looked up, shown to the customer, and then redeemed.
            """,
        reading: """
            Judged on every redemption that is well formed. Warns if the same client has not \
            looked the voucher up before.
            """
    ) { history, _ in
        let lookups = history.messages.filter { $0.operation == .lookup }
        return history.transactions.filter { $0.kind == .redemption }.compactMap { transaction in
            guard let redemption = transaction.attempts.first?.message, !redemption.isRefused
            else { return nil }
            let isKnown = lookups.contains { lookup in
                lookup.seq < redemption.seq && lookup.client == redemption.client
                    && lookup.mayConcern(redemption.request["voucher"] ?? .null)
            }
            if isKnown { return .kept }
            return .doubtful(
                transaction.finding(
                    "the till redeemed a voucher that it had not looked up", [redemption]))
        }
    }
}

extension MessageRecord {
    /// Whether a lookup was about a voucher. A code or a serial number that a journal file hides
    /// may be any.
    fileprivate func mayConcern(_ voucher: JSON) -> Bool {
        let found = response["voucher"] ?? .null
        let names = [("code", "voucherCode"), ("serialNumber", "voucherSerialNumber")]
        return names.contains { name, parameter in
            guard let sought = voucher[name]?.canonical.text else { return false }
            let asked = request[parameter]?.canonical.text
            let isHidden = asked.map { $0.hasPrefix("****") } ?? false
            return asked == sought || found[name]?.canonical.text == sought
                || (isHidden && found == .null)
        }
    }
}
