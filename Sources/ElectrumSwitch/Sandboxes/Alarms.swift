import HTTPMessages

/// The exchanges that wait for a time on a manual clock, in nanoseconds since the sandbox began.
struct Alarms {
    private var dueAt: [ExchangeID: Int64] = [:]

    /// The time at which the first exchange is due.
    var next: Int64? { dueAt.values.min() }

    mutating func set(_ exchange: ExchangeID, at elapsed: Int64) {
        dueAt[exchange] = elapsed
    }

    mutating func remove(_ exchange: ExchangeID) {
        dueAt[exchange] = nil
    }

    /// Removes and returns every exchange that is due.
    mutating func takeDue(at elapsed: Int64) -> [ExchangeID] {
        let due = dueAt.filter { $0.value <= elapsed }.map(\.key)
        for exchange in due { dueAt[exchange] = nil }
        return due
    }
}
