import Vocabulary

/// Every voucher of one sandbox, from its provision to its last refund, as a value: the same seed
/// and the same messages give the same outcomes (state rules: contract.md section 4.2).
package struct Ledger: Sendable {
    /// True for single messaging: the till sends no confirmations, so an approval counts as
    /// confirmed (contract.md section 5.1).
    package var isSingleMessaging = false

    let seed: UInt64
    var transactions = ClientEntries<Transaction>()
    /// The numbers of the provisions by the codes of their vouchers.
    var codes = NumberIndex()
    /// The numbers of the provisions by serial number; built on the first lookup by one.
    var serialNumbers: NumberIndex?
    /// The states of vouchers, by provision; one that can be redeemed has no entry.
    var voucherStatuses = ClientEntries<VoucherStatus>()
    var uses = VoucherUses()

    /// An empty ledger. Codes, serial numbers and PINs are drawn from `seed` and the
    /// transaction's id.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The transaction; nil if nothing about it was ever seen.
    package subscript(key: TransactionKey) -> Transaction? { transactions[key] }

    /// The switch's view of a transaction; nil if nothing about it was ever seen. It is asked for
    /// twice a message, so without a copy of the rest.
    package func state(of key: TransactionKey) -> Transaction.State? {
        transactions.look(at: key) { $0.state }
    }

    /// The number of transactions.
    package var count: Int { transactions.count }

    /// The transactions that were first seen before the one with this number, the newest first;
    /// they are numbered from 1 as they were first seen.
    ///
    /// - Parameter max: at how many numbers is looked; those of forgotten transactions are passed
    ///   over.
    /// - Returns: also the last number that was looked at; 1 is the last of all.
    package func transactions(before number: Int, max: Int) -> (
        found: [(number: Int, key: TransactionKey, transaction: Transaction)], last: Int
    ) {
        let end = min(number, transactions.latestNumber + 1)
        let begin = min(end, Swift.max(transactions.firstNumber, end - max))
        let found = (begin..<end).reversed().compactMap { number in
            transactions[number].map { (number: number, key: $0.key, transaction: $0.value) }
        }
        return (found, begin <= transactions.firstNumber ? 1 : begin)
    }

    /// Returns the transaction with this id, the newest one if several clients have used it.
    ///
    /// - Parameter matches: whether a client is meant.
    package func transaction(
        withID id: TransactionID, of matches: (String) -> Bool = { _ in true }
    ) -> (key: TransactionKey, transaction: Transaction)? {
        transactions.newest(of: id, where: matches).flatMap { transactions[$0] }
            .map { ($0.key, $0.value) }
    }

    // MARK: Forgetting

    /// Forgets everything about a client, in a time that does not depend on how much it is; false
    /// when there is nothing.
    package mutating func forget(client: String) -> Bool {
        let hasSold = transactions.forget(client: client)
        let hasUsed = uses.forget(client: client)
        _ = voucherStatuses.forget(client: client)
        return hasSold || hasUsed
    }

    /// Lets go of a part of what is forgotten; to be called for every message, so that none waits
    /// for the whole.
    package mutating func sweep() {
        for (number, transaction) in transactions.sweep() {
            guard let voucher = transaction.voucher else { continue }
            codes.remove(number, voucher.keptCode.indexHash)
            if let serialNumber = voucher.serialNumber {
                serialNumbers?.remove(number, serialNumber.hashValue)
            }
        }
        _ = voucherStatuses.sweep()
        uses.sweep()
    }
}
