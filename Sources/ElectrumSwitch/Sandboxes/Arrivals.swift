import Scenarios
import Vocabulary
import VoucherLedger

/// Counts the messages of a transaction on arrival, including those that a fault keeps from the
/// ledger: a provision is attempt 1, its retries are 2, 3 and so on; advices have counts of their
/// own.
struct Arrivals {
    private struct Key: Hashable {
        let id: TransactionID
        let operation: Operation
    }

    /// By client: what one has sent is forgotten at once.
    private var counts: [String: [Key: Int]] = [:]

    /// Counts a message.
    ///
    /// - Parameters:
    ///   - seen: the number of provisions and retries that the ledger has seen.
    ///   - isCounting: true if rules may lose messages; otherwise the ledger's own count is right,
    ///     and nothing needs to be kept.
    mutating func count(
        _ operation: Operation, of transaction: TransactionKey, seen: Int,
        isCounting: Bool
    ) -> Int {
        let isProvision = operation == .provision || operation == .retry
        // A retry whose provision never arrived is a second attempt all the same.
        let least = (isProvision ? seen : 0) + (operation == .retry && seen == 0 ? 2 : 1)
        guard isCounting else { return least }
        let key = Key(id: transaction.id, operation: isProvision ? .provision : operation)
        func count(_ number: inout Int) -> Int {
            number = max(least, number + 1)
            return number
        }
        return count(&counts[transaction.client, default: [:]][key, default: 0])
    }

    /// Removes the counts of a client's transactions.
    mutating func forget(client: String) {
        counts[client] = nil
    }
}
