import HTTPMessages
import Journal

/// The exchanges that wait for the journal of a sandbox, each with its cursor. New records are
/// shown to them after every step of the sandbox, and they are woken when their condition is met.
struct Subscribers {
    private struct Entry {
        let exchange: ExchangeID
        var awaited: Awaited
    }

    private var entries: [Entry] = []
    /// The time of the next look for due events, in nanoseconds since the sandbox began; nil for
    /// none.
    private(set) var nextLook: Int64?

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
        defer { self = Subscribers() }
        return entries.map(\.exchange)
    }

    /// Sets the time of the next look; nil for none.
    mutating func setNextLook(_ elapsed: Int64?) {
        nextLook = elapsed
    }

    /// Shows the new records of the journal to all.
    ///
    /// - Parameter nextDue: when the next event is due that only happens when the sandbox is used.
    /// - Returns: the exchanges that have to look at the sandbox.
    mutating func read(_ journal: SandboxJournal, nextDue: Int64?) -> [ExchangeID] {
        var ready: [ExchangeID] = []
        for index in entries.indices {
            entries[index].awaited.read(journal)
            if entries[index].awaited.decision(isTimeUp: false) != nil {
                ready.append(entries[index].exchange)
            }
        }
        if let nextDue, nextDue < nextLook ?? .max, let first = entries.first {
            nextLook = nextDue
            if ready.first != first.exchange { ready.append(first.exchange) }
        }
        return ready
    }
}
