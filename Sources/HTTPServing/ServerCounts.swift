package import HTTPMessages
import Synchronization

/// The counts of a server, which its lanes share. Counting locks nothing and allocates nothing.
package final class ServerCounts: Sendable {
    private final class Counter: Sendable {
        private let count = Atomic(0)

        var value: Int { count.load(ordering: .relaxed) }

        func add(_ increment: Int = 1) { count.wrappingAdd(increment, ordering: .relaxed) }
    }

    private let opened = Counter()
    private let closed = Counter()
    private let begun = Counter()
    private let ended = Counter()
    private let durations = (0...ServerLoad.boundsNs.count).map { _ in Counter() }
    private let durationNs = Counter()

    /// Counts from nothing.
    package init() {}

    /// The counts by now; each is true, but others may have moved since it was read.
    package var load: ServerLoad {
        var load = ServerLoad()
        load.connectionsClosed = closed.value
        load.connectionsOpened = opened.value
        load.exchangesEnded = ended.value
        load.exchangesBegun = begun.value
        load.durations = durations.map(\.value)
        load.durationNs = durationNs.value
        return load
    }

    func connectionOpened() { opened.add() }

    func connectionClosed() { closed.add() }

    func exchangeBegan() { begun.add() }

    /// - Parameter duration: in nanoseconds; nil for an exchange that is not timed.
    func exchangeEnded(after duration: Int64?) {
        ended.add()
        guard let duration else { return }
        var index = 0
        while index < ServerLoad.boundsNs.count, duration > ServerLoad.boundsNs[index] {
            index += 1
        }
        durations[index].add()
        durationNs.add(Int(max(0, duration)))
    }
}
