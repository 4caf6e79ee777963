/// A heap of connections by deadline, the earliest first.
///
/// A deadline that moves later keeps its place and is corrected when it comes up: on a busy
/// connection the idle time-out moves with every request, and none of these moves costs anything.
struct DeadlineHeap {
    private struct Entry {
        var uptime: Int64
        let connection: Connection
    }

    private var entries: [Entry] = []

    /// The earliest time at which a deadline may pass, in nanoseconds of uptime.
    var earliest: Int64? { entries.first?.uptime }

    /// Records the connection's deadline; nil for none.
    mutating func update(_ connection: Connection, to uptime: Int64?) {
        guard let uptime else { return }
        guard let index = connection.deadlineIndex else {
            entries.append(Entry(uptime: uptime, connection: connection))
            connection.deadlineIndex = entries.count - 1
            siftUp(entries.count - 1)
            return
        }
        guard uptime < entries[index].uptime else { return }
        entries[index].uptime = uptime
        siftUp(index)
    }

    /// Removes and returns the first connection whose recorded deadline is not after `uptime`.
    mutating func popDue(at uptime: Int64) -> Connection? {
        guard let first = entries.first, first.uptime <= uptime else { return nil }
        remove(first.connection)
        return first.connection
    }

    /// Removes a connection.
    mutating func remove(_ connection: Connection) {
        guard let index = connection.deadlineIndex else { return }
        connection.deadlineIndex = nil
        let last = entries.removeLast()
        guard index < entries.count else { return }
        place(last, at: index)
        siftDown(index)
        siftUp(index)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        let entry = entries[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard entry.uptime < entries[parent].uptime else { break }
            place(entries[parent], at: index)
            index = parent
        }
        place(entry, at: index)
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        let entry = entries[index]
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].uptime < entries[child].uptime {
                child += 1
            }
            guard entries[child].uptime < entry.uptime else { break }
            place(entries[child], at: index)
            index = child
        }
        place(entry, at: index)
    }

    private mutating func place(_ entry: Entry, at index: Int) {
        entries[index] = entry
        entry.connection.deadlineIndex = index
    }
}
