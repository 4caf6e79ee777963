import Vocabulary

/// Messages whose client left before the switch processed them: they are processed nevertheless.
struct LateMessages {
    struct Entry {
        let inFlight: InFlightMessage
        let due: SandboxTime
    }

    private var entries: [Entry] = []

    /// The time at which the next message is due; nil without any.
    var nextDue: SandboxTime? { entries.isEmpty ? nil : entries.lazy.map(\.due).min() }

    mutating func append(_ inFlight: InFlightMessage, due: SandboxTime) {
        entries.append(Entry(inFlight: inFlight, due: due))
    }

    /// Removes and returns the message that is due at a time.
    mutating func take(dueAt time: SandboxTime) -> Entry? {
        entries.firstIndex { $0.due == time }.map { entries.remove(at: $0) }
    }
}
