import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The queues of advices on their way to providers: one per provider, confirmations and
/// reversals mixed, in the order in which they came. A window at the head of a queue holds the
/// messages that may be outstanding at once; what is not answered keeps its place and blocks what
/// is behind the window (contract.md section 5.5). Times are nanoseconds since the sandbox began.
struct StoreAndForward {
    struct Entry {
        /// `deliver-confirm` or `deliver-reverse`.
        let operation: Operation
        /// The advice that is delivered.
        let advice: Operation
        /// Whether the switch itself advises, in the place of a till that does not.
        var isOfSwitch = false
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
        /// Tells the entries of a queue apart.
        fileprivate(set) var number = 0

        /// The provider's view once it has dealt with the advice; nil for redemptions and refunds,
        /// of which the ledger keeps none.
        func providerState(isRefused: Bool) -> Transaction.ProviderState? {
            guard advice.kind == .provision else { return nil }
            return switch advice.role {
            case .confirmation: isRefused ? .confirmationRefused : .confirmed
            case .reversal: isRefused ? .reversalRefused : .reversed
            case .request, .retry, .lookup, .call, .delivery, .connection: nil
            }
        }
    }

    /// A delivery that has left, and what will become of it.
    struct Delivery {
        /// Its record in the journal.
        let seq: Int
        let isProcessed: Bool
        /// What the provider answers; nil when it does not.
        let status: Int?
        /// The content of that answer.
        var response: [UInt8] = []

        /// Whether the provider will not do what the advice asks for.
        var isRefused: Bool { !isProcessed && status.map { $0 >= 300 } ?? false }
    }

    private struct Queue {
        var entries: ArraySlice<Entry> = []
        /// How many messages may be outstanding.
        var window = 1

        var head: ArraySlice<Entry> { entries.prefix(window) }
    }

    private var queues: [String: Queue] = [:] {
        didSet { nextDue = queues.values.flatMap { $0.head.map(\.nextAt) }.min() }
    }
    private var count = 0

    /// When something is due next, nil when nothing waits; every message asks.
    private(set) var nextDue: Int64?

    /// The queues that hold something, by provider; each entry with the time before which its
    /// place in the queue does not let it go.
    var nonEmpty: [(provider: String, entries: [(entry: Entry, notBefore: Int64)])] {
        queues.filter { !$0.value.entries.isEmpty }.sorted { $0.key < $1.key }
            .map { provider, queue in
                let blockedUntil = queue.head.map(\.nextAt).min() ?? 0
                let entries = queue.entries.enumerated().map { index, entry in
                    (entry, index < queue.window ? 0 : blockedUntil)
                }
                return (provider, entries)
            }
    }

    /// How many advices wait.
    var depth: Int { queues.values.reduce(0) { $0 + $1.entries.count } }

    /// - Parameter window: how many messages the provider may have outstanding from now on.
    mutating func append(_ entry: Entry, for provider: String, window: Int) {
        count += 1
        var entry = entry
        entry.number = count
        queues[provider, default: Queue()].window = window
        queues[provider]?.entries.append(entry)
    }

    /// The provider and the entry that are due first, if any are by now.
    func due(at elapsed: Int64) -> (provider: String, entry: Entry)? {
        queues.lazy.flatMap { provider, queue in
            queue.head.lazy.map { (provider: provider, entry: $0) }
        }
        .filter { $0.entry.nextAt <= elapsed }
        .min {
            ($0.entry.nextAt, $0.provider, $0.entry.number)
                < ($1.entry.nextAt, $1.provider, $1.entry.number)
        }
    }

    /// The first entry of a provider's window that is wanted.
    func entry(of provider: String, where isWanted: (Entry) -> Bool) -> Entry? {
        queues[provider]?.head.first(where: isWanted)
    }

    /// Whether the switch is about to advise the provider of a transaction by itself.
    func holds(_ operation: Operation, ofSwitchAbout key: TransactionKey) -> Bool {
        queues.values.contains { queue in
            queue.entries.contains {
                $0.isOfSwitch && $0.operation == operation && $0.key == key
            }
        }
    }

    /// Puts an entry in its new state.
    mutating func update(_ provider: String, _ entry: Entry) {
        guard let index = queues[provider]?.head.firstIndex(where: { $0.number == entry.number })
        else { return }
        queues[provider]?.entries[index] = entry
    }

    /// An advice was answered and leaves its queue; the next one moves up into the window.
    mutating func remove(_ entry: Entry, of provider: String, at elapsed: Int64) {
        removeAll(of: provider, at: elapsed) { $0.number == entry.number }
    }

    /// Time has passed in which nobody delivered: what was due meanwhile is due now, once, instead
    /// of once for every interval.
    mutating func resume(at elapsed: Int64) {
        for provider in queues.keys {
            guard var queue = queues[provider] else { continue }
            for index in queue.head.indices {
                queue.entries[index].nextAt = max(queue.entries[index].nextAt, elapsed)
            }
            queues[provider] = queue
        }
    }

    /// Forgets the advices of a client.
    mutating func forget(client: String, at elapsed: Int64) {
        for provider in queues.keys {
            removeAll(of: provider, at: elapsed) { $0.key.client == client }
        }
    }

    /// Takes back what the switch would have advised of a transaction by itself and has not tried
    /// to deliver yet.
    mutating func withdraw(
        _ operation: Operation, ofSwitchAbout key: TransactionKey, at elapsed: Int64
    ) {
        for provider in queues.keys {
            removeAll(of: provider, at: elapsed) {
                $0.isOfSwitch && $0.operation == operation && $0.key == key && $0.attempts == 0
            }
        }
    }

    /// What was blocked is due from now on, not from when it came in.
    private mutating func removeAll(
        of provider: String, at elapsed: Int64, where isUnwanted: (Entry) -> Bool
    ) {
        guard var queue = queues[provider] else { return }
        queue.entries.removeAll(where: isUnwanted)
        for index in queue.head.indices where queue.entries[index].attempts == 0 {
            queue.entries[index].nextAt = max(queue.entries[index].nextAt, elapsed)
        }
        queues[provider] = queue
    }
}
