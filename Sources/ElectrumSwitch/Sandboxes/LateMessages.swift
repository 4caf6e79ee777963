/// Messages whose client left before the switch processed them: they are processed nevertheless.
/// Times are nanoseconds since the sandbox began.
struct LateMessages {
    struct Entry {
        let inFlight: InFlightMessage
        let due: Int64
    }

    private var entries: [Entry] = []

    /// The time at which the next message is due; nil without any.
    var nextDue: Int64? { entries.isEmpty ? nil : entries.lazy.map(\.due).min() }

    mutating func append(_ inFlight: InFlightMessage, due: Int64) {
        entries.append(Entry(inFlight: inFlight, due: due))
    }

    /// Removes and returns the message that is due at a time.
    mutating func take(dueAt elapsed: Int64) -> Entry? {
        entries.firstIndex { $0.due == elapsed }.map { entries.remove(at: $0) }
    }
}
