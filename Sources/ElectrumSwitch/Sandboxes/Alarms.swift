import HTTPMessages
import Vocabulary

/// The exchanges that wait for a time on a manual clock.
struct Alarms {
    private var dueAt: [ExchangeID: SandboxTime] = [:]

    /// True if no exchange waits for a time.
    var isEmpty: Bool { dueAt.isEmpty }

    /// The time at which the first exchange is due.
    var next: SandboxTime? { dueAt.values.min() }

    mutating func set(_ exchange: ExchangeID, at time: SandboxTime) {
        dueAt[exchange] = time
    }

    mutating func remove(_ exchange: ExchangeID) {
        dueAt[exchange] = nil
    }

    /// Removes and returns every exchange that is due.
    mutating func takeDue(at time: SandboxTime) -> [ExchangeID] {
        let due = dueAt.filter { $0.value <= time }.map(\.key)
        for exchange in due { dueAt[exchange] = nil }
        return due
    }
}
