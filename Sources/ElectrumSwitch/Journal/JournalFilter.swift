import Journal
import Vocabulary
import VoucherLedger

/// A filter of the records of a journal.
struct JournalFilter: Sendable {
    /// Names of operations, as the journal writes them; empty for all.
    let operations: [String]
    /// The id of a provision, redemption or refund.
    private let transaction: String?
    /// Only records with a greater number.
    let since: Int
    /// The id of the transaction in comparable form: ids that differ only in case are equal.
    private let id: TransactionID?

    init(operations: [String] = [], transaction: String? = nil, since: Int = 0) {
        self.operations = operations
        self.transaction = transaction
        self.since = since
        id = transaction.flatMap(TransactionID.init)
    }

    func matches(_ record: JournalRecord) -> Bool {
        guard record.seq > since else { return false }
        if !operations.isEmpty {
            guard let operation = record.operation?.rawValue,
                operations.contains(operation)
            else { return false }
        }
        guard let transaction else { return true }
        guard let id else { return record.transaction == transaction }
        return record.keptTransaction.flatMap(TransactionID.init) == id
    }
}
