import Vocabulary

/// Lookups of vouchers.
extension Ledger {
    /// Returns the provision of the latest voucher with this code.
    package func sale(ofCode code: String) -> TransactionKey? {
        number(ofCode: KeptText(code)).flatMap { transactions[$0]?.key }
    }

    /// Returns the number of the latest provision whose voucher has this code.
    func number(ofCode code: KeptText) -> Int? {
        number(in: codes, code.indexHash) { $0.keptCode == code }
    }

    private func number(
        in index: NumberIndex, _ hash: Int, where matches: (Voucher) -> Bool
    ) -> Int? {
        index.first(hash) { transactions[$0]?.value.voucher.map(matches) ?? false }
    }

    /// Lets a provision be found by its voucher. Of vouchers alike the index has the latest alone,
    /// since a till may ask for one code again and again.
    mutating func index(_ voucher: Voucher, of number: Int) {
        let code = voucher.keptCode
        codes.put(number, inPlaceOf: self.number(ofCode: code), code.indexHash)
        guard let index = serialNumbers, let serialNumber = voucher.serialNumber else { return }
        let known = self.number(in: index, serialNumber.hashValue) {
            $0.serialNumber == serialNumber
        }
        serialNumbers?.put(number, inPlaceOf: known, serialNumber.hashValue)
    }

    /// Replaces the placeholder of a code by the code itself, once it is known.
    package mutating func reveal(code: String, keptAs placeholder: String) {
        let placeholder = KeptText(placeholder)
        guard sale(ofCode: code) == nil, let number = number(ofCode: placeholder),
            let key = transactions[number]?.key
        else { return }
        transactions[key]?.voucher?.code = code
        codes.remove(number, placeholder.indexHash)
        codes.insert(number, KeptText(code).indexHash)
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
        let index = serialNumbers ?? indexedSerialNumbers()
        serialNumbers = index
        return number(in: index, serialNumber.hashValue) { $0.serialNumber == serialNumber }
            .flatMap { transactions[$0]?.key }
    }

    private func indexedSerialNumbers() -> NumberIndex {
        var index = NumberIndex()
        for number in transactions.numbers {
            guard let serialNumber = transactions[number]?.value.voucher?.serialNumber else {
                continue
            }
            let hash = serialNumber.hashValue
            let known = self.number(in: index, hash) { $0.serialNumber == serialNumber }
            index.put(number, inPlaceOf: known, hash)
        }
        return index
    }
}
