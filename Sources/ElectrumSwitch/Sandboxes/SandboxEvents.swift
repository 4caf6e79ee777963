import HTTPMessages
import Journal

/// Where every sandbox of a switch publishes what happens in it: a record of its journal is opened,
/// changed or ended. Whatever else happens to a sandbox is a record of its own, and so an event,
/// too: `sandbox` when it is made, reset or given another scenario, `clock` when a manual clock has
/// moved, `reset` when a client is forgotten, `end` and `deleted`.
///
/// The subscribers receive each event. Exchanges that wait for one sandbox's journal are in
/// `JournalAwaits`, which is served from the same place.
struct SandboxEvents: Sendable {
    /// The sandbox of an event.
    struct Source {
        let sandbox: String
        /// The number of the sandbox among those of its name, from 1.
        let incarnation: Int
        /// True if the sandbox was deleted or reset before.
        let hasEnded: Bool
    }

    private let subscribers: [any SandboxSubscriber]
    /// The heads of the requests behind the records, for watchers.
    let heads = RequestHeads()
    /// True if a journal is kept outside memory.
    let isJournalKept: Bool

    init(_ subscribers: [any SandboxSubscriber] = [], isJournalKept: Bool = false) {
        self.subscribers = subscribers
        self.isJournalKept = isJournalKept
    }

    /// Returns true if anybody takes an event.
    func areWanted(_ event: JournalEvent) -> Bool {
        for subscriber in subscribers where subscriber.wants(event) { return true }
        return false
    }

    /// Passes on an event; to be called with the sandbox locked, which keeps the order.
    func publish(_ event: JournalEvent, _ record: JournalRecord, from source: Source) {
        for subscriber in subscribers where subscriber.wants(event) {
            subscriber.take(event, record, from: source)
        }
    }

    /// Passes on a remark about a sandbox that is no event of its journal.
    func remark(_ text: String, at now: Instant) {
        for subscriber in subscribers { subscriber.take(remark: text, at: now) }
    }
}

/// A subscriber to the events of all sandboxes.
protocol SandboxSubscriber: Sendable {
    /// Returns true if it takes an event. Asked first, so that a record that nobody wants is not
    /// even read.
    func wants(_ event: JournalEvent) -> Bool

    /// Takes an event, with the record in its present form. Called with the sandbox locked: it must
    /// not block, nor use the sandbox.
    func take(_ event: JournalEvent, _ record: JournalRecord, from source: SandboxEvents.Source)

    /// Takes a remark for the log.
    func take(remark: String, at now: Instant)
}

extension SandboxSubscriber {
    /// Ignores it.
    func take(remark: String, at now: Instant) {}
}
