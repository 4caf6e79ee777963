/// Every voucher of one sandbox, from its provision to its last refund, as a value: the same seed
/// and the same messages give the same outcomes (state rules: contract.md section 4.2).
package struct Ledger: Sendable {
    /// True for single messaging: the till sends no confirmations, so an approval counts as
    /// confirmed (contract.md section 5.1).
    package var isSingleMessaging = false

    let seed: UInt64
    var transactions = ClientEntries<Transaction>()
    /// The provisions by the codes of their vouchers.
    var codes = Shards<String, TransactionKey>()
    /// The provisions by serial number; built on the first lookup by one.
    var serialNumbers: Shards<String, TransactionKey>?
    /// The transactions as they were first seen, forgotten ones among them.
    var order = Chunks<TransactionKey>()
    /// The number of transactions before those in `order`.
    private var orderBase = 0
    /// The part that is swept next, until all forgotten entries are removed.
    private var nextSweep = Shards<TransactionKey, Transaction>.count
    /// The states of vouchers, by provision; one that can be redeemed has no entry.
    var voucherStatuses = ClientEntries<VoucherStatus>()
    var uses = VoucherUses()
    /// The client of the latest redemption with an id.
    var redeemers = Shards<TransactionID, String>()

    /// An empty ledger. Codes, serial numbers and PINs are drawn from `seed` and the
    /// transaction's id.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The transaction; nil if nothing about it was ever seen.
    package subscript(key: TransactionKey) -> Transaction? { transactions[key] }

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
        let end = min(order.count, Swift.max(number - orderBase, 1) - 1)
        let begin = Swift.max(0, end - max)
        var found: [(number: Int, key: TransactionKey, transaction: Transaction)] = []
        for index in (begin..<end).reversed() {
            let (number, key) = (orderBase + index + 1, order[index])
            // A forgotten one may be there again, under another number.
            if let entry = transactions.numbered(key), entry.number == number {
                found.append((number, key, entry.value))
            }
        }
        return (found, begin == 0 ? 1 : orderBase + begin + 1)
    }

    /// Returns the transaction with this id, the newest one if several clients have used it.
    package func transaction(withID id: TransactionID)
        -> (key: TransactionKey, transaction: Transaction)?
    {
        transactions.latestKey(of: id).flatMap { key in transactions[key].map { (key, $0) } }
    }

    // MARK: Forgetting

    /// Forgets everything about a client, in a time that does not depend on how much it is; false
    /// when there is nothing.
    package mutating func forget(client: String) -> Bool {
        let hasSold = transactions.forget(client: client)
        let hasUsed = uses.forget(client: client)
        _ = voucherStatuses.forget(client: client)
        guard hasSold || hasUsed else { return false }
        nextSweep = 0
        if transactions.count == 0 {
            order = Chunks()
            orderBase = transactions.latestNumber
        }
        return true
    }

    /// True if something that is forgotten is still in the indexes.
    var isSweeping: Bool { nextSweep < Shards<TransactionKey, Transaction>.count }

    /// Lets go of a part of what is forgotten; to be called for every message, so that none waits
    /// for the whole.
    package mutating func sweep() {
        guard isSweeping else { return }
        let transactions = transactions
        codes.removeAll(in: nextSweep) { transactions[$1]?.voucher?.code != $0 }
        serialNumbers?.removeAll(in: nextSweep) { transactions[$1]?.voucher?.serialNumber != $0 }
        let uses = uses
        redeemers.removeAll(in: nextSweep) {
            uses[.redemption, TransactionKey(client: $1, id: $0)] == nil
        }
        self.transactions.sweep(nextSweep)
        voucherStatuses.sweep(nextSweep)
        self.uses.sweep(nextSweep)
        nextSweep += 1
        guard !isSweeping else { return }
        self.transactions.endSweep()
        voucherStatuses.endSweep()
        self.uses.endSweep()
    }
}
