import CEpoll
import Glibc

/// Tells which tills have something to read.
struct Poller {
    private let descriptor: Int32
    private var events = [epoll_event](repeating: epoll_event(), count: 512)

    init() throws {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw Failure.call("epoll_create1") }
    }

    /// Watches a till; closing it ends that.
    func add(_ till: Till, index: Int) throws {
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data(u64: UInt64(index)))
        guard epoll_ctl(descriptor, EPOLL_CTL_ADD, till.descriptor, &event) == 0 else {
            throw Failure.call("epoll_ctl")
        }
    }

    /// The indices of the tills that can be read, at the latest after so many nanoseconds.
    mutating func wait(atMostNs: UInt64?) throws -> [Int] {
        var timeout = timespec()
        if let atMostNs {
            timeout.tv_sec = Int(atMostNs / 1_000_000_000)
            timeout.tv_nsec = Int(atMostNs % 1_000_000_000)
        }
        let count = withUnsafePointer(to: &timeout) {
            epoll_pwait2(
                descriptor, &events, Int32(events.count), atMostNs == nil ? nil : $0, nil)
        }
        guard count >= 0 || errno == EINTR else { throw Failure.call("epoll_pwait2") }
        return events.prefix(max(0, Int(count))).map { Int($0.data.u64) }
    }

    func close() {
        Glibc.close(descriptor)
    }
}
