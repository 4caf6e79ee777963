import CEpoll
import Glibc

/// An epoll descriptor. Every entry carries a token that names its owner, so that a stale event
/// cannot reach a new socket with an old number.
final class Poller {
    /// An event of one descriptor.
    struct Event {
        let token: UInt64
        let isReadable: Bool
        let isWritable: Bool
        /// True if the peer has ended its side of the stream.
        let inputHasEnded: Bool
        /// True if the connection is gone altogether.
        let isGone: Bool
    }

    /// The events to wait for; errors and hang-ups are always reported.
    struct Interest: OptionSet {
        let rawValue: UInt32
        /// Bytes to read, or the end of the peer's stream.
        static let input = Interest(rawValue: EPOLLIN.rawValue)
        /// The end of the peer's stream alone.
        static let end = Interest(rawValue: EPOLLRDHUP.rawValue)
        static let output = Interest(rawValue: EPOLLOUT.rawValue)
    }

    let descriptor: Int32
    private var events: [epoll_event]

    init(eventsMax: Int) throws(ServerError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw .system("create an event queue", reason: Errno.current.description)
        }
        events = Array(repeating: epoll_event(), count: eventsMax)
    }

    deinit { close(descriptor) }

    func add(_ target: Int32, _ interest: Interest, token: UInt64) {
        control(EPOLL_CTL_ADD, target, interest, token: token)
    }

    func change(_ target: Int32, _ interest: Interest, token: UInt64) {
        control(EPOLL_CTL_MOD, target, interest, token: token)
    }

    func remove(_ target: Int32) {
        control(EPOLL_CTL_DEL, target, [], token: 0)
    }

    /// Returns the events since the last call; never blocks.
    func poll() -> [Event] {
        let count = epoll_wait(descriptor, &events, Int32(events.count), 0)
        guard count > 0 else { return [] }
        return events[..<Int(count)].map { event in
            let bits = event.events
            return Event(
                token: event.data.u64,
                isReadable: bits & EPOLLIN.rawValue != 0,
                isWritable: bits & EPOLLOUT.rawValue != 0,
                inputHasEnded: bits & EPOLLRDHUP.rawValue != 0,
                isGone: bits & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0)
        }
    }

    private func control(
        _ operation: Int32, _ target: Int32, _ interest: Interest, token: UInt64
    ) {
        var event = epoll_event()
        event.events = interest.rawValue
        event.data.u64 = token
        let status = epoll_ctl(descriptor, operation, target, &event)
        precondition(status == 0, "epoll_ctl: \(Errno.current)")
    }
}
