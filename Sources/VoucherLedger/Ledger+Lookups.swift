/// Lookups of vouchers.
extension Ledger {
    /// Returns the provision of the latest voucher with this code.
    package func sale(ofCode code: String) -> TransactionKey? {
        codes[code].flatMap { isSweeping && transactions[$0]?.voucher?.code != code ? nil : $0 }
    }

    /// Replaces the placeholder of a code by the code itself, once it is known.
    package mutating func reveal(code: String, keptAs placeholder: String) {
        guard sale(ofCode: code) == nil, let sale = codes[placeholder],
            transactions[sale]?.voucher?.code == placeholder
        else { return }
        transactions[sale]?.voucher?.code = code
        codes[placeholder] = nil
        codes[code] = sale
    }

    /// Returns the provision of the voucher that is looked up; all search terms must match.
    package mutating func sale(for query: VoucherQuery) -> TransactionKey? {
        var candidates: [TransactionKey?] = []
        if let code = query.code { candidates.append(sale(ofCode: code)) }
        if let serialNumber = query.serialNumber {
            candidates.append(sale(ofSerialNumber: serialNumber))
        }
        if let key = query.provision {
            candidates.append(transactions[key] == nil ? nil : key)
        }
        guard let first = candidates.first, candidates.allSatisfy({ $0 == first }) else {
            return nil
        }
        return first
    }

    /// Looks up a voucher.
    package mutating func lookUp(_ query: VoucherQuery) -> VoucherLookupOutcome {
        guard let key = sale(for: query), let transaction = transactions[key] else {
            return .notFound
        }
        if let reversalID = transaction.reversalID { return .alreadyReversed(by: reversalID) }
        guard transaction.voucher != nil else { return .notFound }
        return .found(
            FoundVoucher(
                key: key, transaction: transaction, voucherStatus: voucherStatus(of: key).state))
    }

    /// Returns the provision of a serial number. The index is made on first use, so that tills
    /// without such lookups do not pay for it.
    private mutating func sale(ofSerialNumber serialNumber: String) -> TransactionKey? {
        if serialNumbers == nil {
            var index = Shards<String, TransactionKey>()
            for key in order {
                if let number = transactions[key]?.voucher?.serialNumber { index[number] = key }
            }
            serialNumbers = index
        }
        let sale = serialNumbers?[serialNumber]
        return sale.flatMap {
            isSweeping && transactions[$0]?.voucher?.serialNumber != serialNumber ? nil : $0
        }
    }
}
