import Vocabulary

/// Messages whose client left before the switch processed them: they are processed nevertheless.
/// There may be thousands, so they are a binary heap.
struct LateMessages {
    struct Entry {
        let inFlight: InFlightMessage
        let due: SandboxTime

        /// Messages that are due at the same time are processed in the order of their arrival.
        fileprivate func precedes(_ other: Entry) -> Bool {
            (due, inFlight.seq) < (other.due, other.inFlight.seq)
        }
    }

    /// None precedes its parent, which is at half its place.
    private var entries: [Entry] = []

    /// The time at which the next message is due; nil without any.
    var nextDue: SandboxTime? { entries.first?.due }

    mutating func append(_ inFlight: InFlightMessage, due: SandboxTime) {
        entries.append(Entry(inFlight: inFlight, due: due))
        var place = entries.count
        while place > 1, entries[place - 1].precedes(entries[place / 2 - 1]) {
            entries.swapAt(place - 1, place / 2 - 1)
            place /= 2
        }
    }

    /// Removes and returns the next message if it is due at a time.
    mutating func take(dueAt time: SandboxTime) -> Entry? {
        guard nextDue == time else { return nil }
        entries.swapAt(0, entries.count - 1)
        let next = entries.removeLast()
        var place = 1
        while 2 * place <= entries.count {
            var child = 2 * place
            if child < entries.count, entries[child].precedes(entries[child - 1]) { child += 1 }
            guard entries[child - 1].precedes(entries[place - 1]) else { break }
            entries.swapAt(child - 1, place - 1)
            place = child
        }
        return next
    }
}
