import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// An advice that waits for its delivery to a provider.
struct QueuedAdvice {
    /// `deliver-confirm` or `deliver-reverse`.
    let operation: Operation
    /// The advice that is delivered.
    let advice: Operation
    /// True if the switch itself sends the advice, for a till that does not.
    var isOfSwitch = false
    let key: TransactionKey
    /// The id of the advice's transaction, as the till wrote it.
    let transaction: String
    /// The request that the advice is about; nil until a delivery has looked it up.
    var request: JSONView?
    /// The number of delivery attempts.
    var attempts = 0
    /// The time at which the next delivery, or the answer to the last one, is due.
    var nextAt: SandboxTime
    /// The delivery that the provider has not answered yet.
    var underway: DeliveryAttempt?
    /// The number of the entry, unique in its queue.
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

/// A delivery in progress, with its result.
struct DeliveryAttempt {
    /// The number of its record in the journal.
    let seq: Int
    let isProcessed: Bool
    /// The status of the provider's answer; nil if it does not answer.
    let status: Int?
    /// The content of that answer.
    var response: [UInt8] = []

    /// True if the provider declines what the advice asks for.
    var isRefused: Bool { !isProcessed && status.map { $0 >= 300 } ?? false }
}

/// The queues of advices to providers: one per provider, confirmations and reversals mixed, in
/// order of arrival. A window at the head of a queue holds the messages that may be outstanding at
/// once; those not answered keep their place and block what is behind the window (contract.md
/// section 5.5).
struct DeliveryQueues {
    private struct Queue {
        var entries: ArraySlice<QueuedAdvice> = []
        /// The most messages that may be outstanding.
        var window = 1

        var head: ArraySlice<QueuedAdvice> { entries.prefix(window) }
    }

    private var queues: [String: Queue] = [:] {
        didSet { nextDue = queues.values.flatMap { $0.head.map(\.nextAt) }.min() }
    }
    private var count = 0

    /// The time of the next event; nil if nothing waits. Read for every message.
    private(set) var nextDue: SandboxTime?

    /// The queues with entries, by provider; each entry with the earliest time that its place in
    /// the queue allows.
    var nonEmpty: [(provider: String, entries: [(entry: QueuedAdvice, notBefore: SandboxTime)])] {
        queues.filter { !$0.value.entries.isEmpty }.sorted { $0.key < $1.key }
            .map { provider, queue in
                let blockedUntil = queue.head.map(\.nextAt).min() ?? .begin
                let entries = queue.entries.enumerated().map { index, entry in
                    (entry, index < queue.window ? SandboxTime.begin : blockedUntil)
                }
                return (provider, entries)
            }
    }

    /// The deliveries that were not answered yet.
    var underway: [DeliveryAttempt] { queues.values.flatMap { $0.head.compactMap(\.underway) } }

    /// The number of waiting advices.
    var depth: Int { queues.values.reduce(0) { $0 + $1.entries.count } }

    /// - Parameter window: the most messages that may be outstanding at the provider from now on.
    mutating func append(_ entry: QueuedAdvice, for provider: String, window: Int) {
        count += 1
        var entry = entry
        entry.number = count
        queues[provider, default: Queue()].window = window
        queues[provider]?.entries.append(entry)
    }

    /// Returns the provider and the entry that are due first, if any are.
    func due(at time: SandboxTime) -> (provider: String, entry: QueuedAdvice)? {
        queues.lazy.flatMap { provider, queue in
            queue.head.lazy.map { (provider: provider, entry: $0) }
        }
        .filter { $0.entry.nextAt <= time }
        .min {
            ($0.entry.nextAt, $0.provider, $0.entry.number)
                < ($1.entry.nextAt, $1.provider, $1.entry.number)
        }
    }

    /// Returns the first entry in a provider's window that satisfies a predicate.
    func advice(of provider: String, where isWanted: (QueuedAdvice) -> Bool) -> QueuedAdvice? {
        queues[provider]?.head.first(where: isWanted)
    }

    /// Returns true if the switch itself is about to send an advice on a transaction.
    func holds(_ operation: Operation, ofSwitchAbout key: TransactionKey) -> Bool {
        queues.values.contains { queue in
            queue.entries.contains {
                $0.isOfSwitch && $0.operation == operation && $0.key == key
            }
        }
    }

    /// Replaces an entry by its new state.
    mutating func update(_ provider: String, _ entry: QueuedAdvice) {
        guard let index = queues[provider]?.head.firstIndex(where: { $0.number == entry.number })
        else { return }
        queues[provider]?.entries[index] = entry
    }

    /// Removes an advice that was answered; the next one moves into the window.
    mutating func remove(_ entry: QueuedAdvice, of provider: String, at time: SandboxTime) {
        removeAll(of: provider, at: time) { $0.number == entry.number }
    }

    /// Resumes deliveries after a time without any: what fell due meanwhile is due now, once,
    /// instead of once per interval.
    mutating func resume(at time: SandboxTime) {
        for provider in queues.keys {
            guard var queue = queues[provider] else { continue }
            for index in queue.head.indices {
                queue.entries[index].nextAt = max(queue.entries[index].nextAt, time)
            }
            queues[provider] = queue
        }
    }

    /// Removes the advices of a client.
    mutating func forget(client: String, at time: SandboxTime) {
        for provider in queues.keys {
            removeAll(of: provider, at: time) { $0.key.client == client }
        }
    }

    /// Removes an advice of the switch itself on a transaction that it has not tried to deliver
    /// yet.
    mutating func withdraw(
        _ operation: Operation, ofSwitchAbout key: TransactionKey, at time: SandboxTime
    ) {
        for provider in queues.keys {
            removeAll(of: provider, at: time) {
                $0.isOfSwitch && $0.operation == operation && $0.key == key && $0.attempts == 0
            }
        }
    }

    /// Removes entries; those they blocked are due from now on, not from when they were queued.
    private mutating func removeAll(
        of provider: String, at time: SandboxTime, where isUnwanted: (QueuedAdvice) -> Bool
    ) {
        guard var queue = queues[provider] else { return }
        queue.entries.removeAll(where: isUnwanted)
        for index in queue.head.indices where queue.entries[index].attempts == 0 {
            queue.entries[index].nextAt = max(queue.entries[index].nextAt, time)
        }
        queues[provider] = queue
    }
}
