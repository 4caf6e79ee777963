import HTTPMessages

/// Those who wait for the journal of a sandbox, each with how far it has read it. They are shown
/// what is new after every step of the sandbox, and woken when they have what they wait for.
struct Subscribers {
    private struct Entry {
        let exchange: ExchangeID
        var awaited: Awaited
    }

    private var entries: [Entry] = []
    /// When one of them looks whether something has fallen due, in nanoseconds since the sandbox
    /// began; nil when none does.
    private(set) var nextLook: Int64?

    var isEmpty: Bool { entries.isEmpty }

    /// Where an exchange has got to; nil for one that is not here.
    subscript(exchange: ExchangeID) -> Awaited? {
        entries.first { $0.exchange == exchange }?.awaited
    }

    /// Puts an exchange in its new state.
    mutating func update(_ exchange: ExchangeID, _ awaited: Awaited) {
        if let index = entries.firstIndex(where: { $0.exchange == exchange }) {
            entries[index].awaited = awaited
        } else {
            entries.append(Entry(exchange: exchange, awaited: awaited))
        }
    }

    /// Removes an exchange; another one is to look instead of it, if there is one.
    mutating func remove(_ exchange: ExchangeID) -> [ExchangeID] {
        guard let index = entries.firstIndex(where: { $0.exchange == exchange }) else { return [] }
        entries.remove(at: index)
        nextLook = nil
        return entries.first.map { [$0.exchange] } ?? []
    }

    /// Takes out all of them.
    mutating func removeAll() -> [ExchangeID] {
        defer { self = Subscribers() }
        return entries.map(\.exchange)
    }

    /// Takes note of when one of them looks again; nil for not at all.
    mutating func setNextLook(_ elapsed: Int64?) {
        nextLook = elapsed
    }

    /// Shows them what is new in the journal.
    ///
    /// - Parameter nextDue: when something is due that only happens when somebody looks.
    /// - Returns: those that are to look at the sandbox.
    mutating func read(_ journal: Journal, nextDue: Int64?) -> [ExchangeID] {
        var ready: [ExchangeID] = []
        for index in entries.indices {
            entries[index].awaited.read(journal)
            if entries[index].awaited.verdict(isTimeUp: false) != nil {
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
