import HTTPMessages
import Journal
import Vocabulary

/// The exchanges that wait for the journal of a sandbox, each with its cursor. Every new record is
/// shown to them once, and they are woken when their condition is met.
struct JournalAwaits {
    private struct Entry {
        let exchange: ExchangeID
        var awaited: Awaited
    }

    private var entries: [Entry] = []
    /// The exchanges whose condition a new record has decided.
    private var ready: [ExchangeID] = []
    /// The time of the next look for due events; nil for none.
    private var nextLook: SandboxTime?

    var isEmpty: Bool { entries.isEmpty }

    /// The progress of an exchange; nil for one that does not wait here.
    subscript(exchange: ExchangeID) -> Awaited? {
        entries.first { $0.exchange == exchange }?.awaited
    }

    /// Replaces the progress of an exchange.
    mutating func update(_ exchange: ExchangeID, _ awaited: Awaited) {
        if let index = entries.firstIndex(where: { $0.exchange == exchange }) {
            entries[index].awaited = awaited
        } else {
            entries.append(Entry(exchange: exchange, awaited: awaited))
        }
    }

    /// Removes an exchange; returns another one that has to look instead, if there is one.
    mutating func remove(_ exchange: ExchangeID) -> [ExchangeID] {
        guard let index = entries.firstIndex(where: { $0.exchange == exchange }) else { return [] }
        entries.remove(at: index)
        nextLook = nil
        return entries.first.map { [$0.exchange] } ?? []
    }

    /// Removes and returns all exchanges.
    mutating func removeAll() -> [ExchangeID] {
        defer { self = JournalAwaits() }
        return entries.map(\.exchange)
    }

    /// Sets the time of the next look; nil for none.
    mutating func setNextLook(_ time: SandboxTime?) {
        nextLook = time
    }

    /// Shows a new record to all.
    mutating func take(_ record: JournalRecord) {
        for index in entries.indices {
            entries[index].awaited.take(record)
            if entries[index].awaited.decision(isTimeUp: false) != nil {
                ready.append(entries[index].exchange)
            }
        }
    }

    /// Returns the exchanges that have to look at the sandbox.
    ///
    /// - Parameter nextDue: when the next event is due that only happens when the sandbox is used.
    mutating func takeReady(nextDue: SandboxTime?) -> [ExchangeID] {
        defer { ready = [] }
        if let nextDue, nextDue < nextLook ?? .never, let first = entries.first {
            nextLook = nextDue
            if !ready.contains(first.exchange) { ready.append(first.exchange) }
        }
        return ready
    }
}
