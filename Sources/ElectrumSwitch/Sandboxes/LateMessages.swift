/// Messages whose client has left before the switch came to process them: it processes them all
/// the same. Times are nanoseconds since the sandbox began.
struct LateMessages {
    struct Entry {
        let passage: Passage
        let due: Int64
    }

    private var entries: [Entry] = []

    /// When a message is due next, nil when none is left.
    var nextDue: Int64? { entries.isEmpty ? nil : entries.lazy.map(\.due).min() }

    mutating func append(_ passage: Passage, due: Int64) {
        entries.append(Entry(passage: passage, due: due))
    }

    /// Takes out the message that is due at that time.
    mutating func take(dueAt elapsed: Int64) -> Entry? {
        entries.firstIndex { $0.due == elapsed }.map { entries.remove(at: $0) }
    }
}
