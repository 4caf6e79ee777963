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
    private let bell: Bell
    private var events: [epoll_event]

    /// The bell's token: no listener or connection has it.
    private static let bellToken = UInt64.max

    /// - Parameter bell: ends a wait when it rings.
    init(eventsMax: Int, bell: Bell) throws(ServerError) {
        self.bell = bell
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else {
            throw .lane(Errno.current)
        }
        events = Array(repeating: epoll_event(), count: eventsMax)
        set(bell.descriptor, .input, token: Self.bellToken, isNew: true)
    }

    deinit { close(descriptor) }

    /// Waits from now on for these events of a descriptor, which is new to the poller or not.
    func set(_ target: Int32, _ interest: Interest, token: UInt64, isNew: Bool) {
        control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, target, interest, token: token)
    }

    func remove(_ target: Int32) {
        control(EPOLL_CTL_DEL, target, [], token: 0)
    }

    /// Returns the events since the last call; without any, waits for the first, for a ring of the
    /// bell, or for the time given.
    func poll(forMs wait: Int32 = 0) -> [Event] {
        let count = epoll_wait(descriptor, &events, Int32(events.count), wait)
        guard count > 0 else { return [] }
        return events[..<Int(count)].compactMap { event in
            let bits = event.events
            guard event.data.u64 != Self.bellToken else {
                bell.hush()
                return nil
            }
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

/// An event descriptor by which any thread ends the wait of a poller.
final class Bell: Sendable {
    let descriptor: Int32

    init() throws(ServerError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw .lane(Errno.current)
        }
    }

    deinit { close(descriptor) }

    func ring() { eventfd_write(descriptor, 1) }

    /// Forgets all rings until now.
    func hush() {
        var rings: eventfd_t = 0
        eventfd_read(descriptor, &rings)
    }
}
