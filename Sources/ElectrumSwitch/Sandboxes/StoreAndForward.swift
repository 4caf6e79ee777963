import JSONTree
import Scenarios
import VoucherLedger

/// The queues of advices on their way to providers: one per provider, confirmations and
/// reversals mixed, in the order in which they came; what is not acknowledged blocks what is
/// behind it (contract.md section 5.5). Times are nanoseconds since the sandbox began.
struct StoreAndForward {
    struct Entry {
        /// `deliver-confirm` or `deliver-reverse`.
        let operation: Scenarios.Operation
        /// The advice that is delivered.
        let advice: Scenarios.Operation
        let key: TransactionKey
        /// The id of what the advice is about, as the till wrote it.
        let transaction: String
        /// The request that the advice is about; nil until a delivery has looked it up.
        var request: JSONView?
        /// How many deliveries were tried.
        var attempts = 0
        /// When the next delivery, or the answer to the last one, is due.
        var nextAt: Int64
        /// The delivery that a slow provider has not answered yet.
        var underway: Delivery?

        /// What the ledger is told when the provider has heard of the advice; it keeps no
        /// provider's view of redemptions and refunds.
        var command: Command? {
            switch advice {
            case .confirm: .deliverConfirmation(key)
            case .reverse: .deliverReversal(key)
            default: nil
            }
        }
    }

    /// A delivery that has left, and what will become of it.
    struct Delivery {
        /// Its record in the journal.
        let seq: Int
        let isProcessed: Bool
        let isAcknowledged: Bool
        /// What the provider answers; nil when it does not.
        let status: Int?
    }

    private var queues: [String: ArraySlice<Entry>] = [:]

    /// The queues that hold something, by provider.
    var nonEmpty: [(provider: String, entries: [Entry])] {
        queues.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { ($0.key, Array($0.value)) }
    }

    /// How many advices wait.
    var depth: Int { queues.values.reduce(0) { $0 + $1.count } }

    /// When something is due next, nil when nothing waits.
    var nextDue: Int64? {
        queues.isEmpty ? nil : queues.values.lazy.compactMap { $0.first?.nextAt }.min()
    }

    mutating func append(_ entry: Entry, for provider: String) {
        queues[provider, default: []].append(entry)
    }

    /// The provider and the entry that are due first, if any are by now.
    func due(at elapsed: Int64) -> (provider: String, entry: Entry)? {
        queues.lazy.compactMap { provider, entries in
            entries.first.map { (provider: provider, entry: $0) }
        }
        .filter { $0.entry.nextAt <= elapsed }
        .min { ($0.entry.nextAt, $0.provider) < ($1.entry.nextAt, $1.provider) }
    }

    /// The advice that is delivered next.
    func head(of provider: String) -> Entry? {
        queues[provider]?.first
    }

    /// Puts the head of a queue in its new state.
    mutating func update(_ provider: String, _ entry: Entry) {
        guard let head = queues[provider]?.startIndex else { return }
        queues[provider]?[head] = entry
    }

    /// Time has passed in which nobody delivered: what was due meanwhile is due now, once, instead
    /// of once for every interval.
    mutating func resume(at elapsed: Int64) {
        for provider in queues.keys { moveUp(provider, at: elapsed) }
    }

    /// Forgets the advices of a client.
    mutating func forget(client: String, at elapsed: Int64) {
        for provider in queues.keys {
            queues[provider]?.removeAll { $0.key.client == client }
            moveUp(provider, at: elapsed)
        }
    }

    /// The head of a queue was acknowledged; the next one moves up.
    mutating func acknowledge(_ provider: String, at elapsed: Int64) {
        queues[provider]?.removeFirst()
        moveUp(provider, at: elapsed)
    }

    /// What was blocked is due from now on, not from when it came in.
    private mutating func moveUp(_ provider: String, at elapsed: Int64) {
        guard var head = head(of: provider) else { return }
        head.nextAt = max(head.nextAt, elapsed)
        update(provider, head)
    }
}
