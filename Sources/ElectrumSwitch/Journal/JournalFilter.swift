import VoucherLedger

/// Which records of a journal are asked for.
struct JournalFilter {
    /// Names of operations, as the journal writes them; empty for all.
    var operations: [String] = []
    /// The id of a provision.
    var transaction: String?
    /// Only records with a greater number.
    var since = 0

    func matches(_ record: JournalRecord) -> Bool {
        guard record.seq > since else { return false }
        if !operations.isEmpty {
            guard record.note == nil, operations.contains(record.operationName) else {
                return false
            }
        }
        guard let transaction else { return true }
        return record.transaction.map { Self.isSame($0, transaction) } ?? false
    }

    /// Ids that differ only in case are the same.
    static func isSame(_ left: String, _ right: String) -> Bool {
        guard let id = TransactionID(left) else { return left == right }
        return id == TransactionID(right)
    }
}
