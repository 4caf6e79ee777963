/// Finding a voucher.
extension Ledger {
    /// The provision of the latest voucher with this code.
    public func sale(ofCode code: String) -> TransactionKey? {
        codes[code].flatMap { isSweeping && transactions[$0]?.voucher?.code != code ? nil : $0 }
    }

    /// Puts the code itself in the place of what stands for it, once it is known.
    public mutating func reveal(code: String, keptAs stand: String) {
        guard sale(ofCode: code) == nil, let sale = codes[stand],
            transactions[sale]?.voucher?.code == stand
        else { return }
        transactions[sale]?.voucher?.code = code
        codes[stand] = nil
        codes[code] = sale
    }

    /// The provision of the voucher that is looked for. All that is known of it must fit.
    public mutating func sale(for query: VoucherQuery) -> TransactionKey? {
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
        return .found(Sale(key: key, transaction: transaction, standing: standing(of: key).state))
    }

    /// Tills that look nothing up by serial number do not pay for an index.
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
