import Glibc

/// The connecting side of a socket, for clients.
extension SocketAddress {
    /// Returns a socket that is connected to the address and does not block.
    package func connected(until end: ContinuousClock.Instant) throws(Errno) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw .current }
        var option: Int32 = 1
        let length = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &option, length)
        let code = connect(descriptor, until: end)
        if code == 0 { return descriptor }
        close(descriptor)
        throw Errno(code: code)
    }

    /// Returns the code of the error; 0 for none.
    private func connect(_ descriptor: Int32, until end: ContinuousClock.Instant) -> Int32 {
        while !connect(descriptor) {
            switch errno {
            case EINPROGRESS:
                guard Self.wait(for: POLLOUT, on: descriptor, until: end) else { return ETIMEDOUT }
                var code: Int32 = 0
                var length = socklen_t(MemoryLayout<Int32>.size)
                getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
                return code
            // The queue of a socket in the file system is full, and no event says when it is not.
            case EAGAIN where .now < end: poll(nil, 0, Self.pauseMs)
            case let code: return code
            }
        }
        return 0
    }

    private static let pauseMs: Int32 = 10

    /// Waits for events on a descriptor, as `poll` calls them; returns false if the time is up.
    package static func wait(
        for events: Int32, on descriptor: Int32, until end: ContinuousClock.Instant
    ) -> Bool {
        while true {
            let rest = end - .now
            guard rest > .zero else { return false }
            let (seconds, attoseconds) = rest.components
            let ms = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
            var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&waiting, 1, Int32(clamping: ms))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }
}

extension Errno {
    /// The reason why a client has no connection or no answer.
    package var clientReason: String {
        [EAGAIN, ETIMEDOUT].contains(code) ? "no answer in time" : description
    }
}
