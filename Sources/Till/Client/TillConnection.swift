import Glibc

/// The connection of a till to the switch: blocking, kept open from message to message.
package final class TillConnection {
    private let address: TillAddress
    private var descriptor: Int32 = -1

    private static let chunkBytes = 65_536

    package init(to address: TillAddress) {
        self.address = address
    }

    deinit { close() }

    /// Sends a message and waits for its answer; a connection is made where none is open.
    package func exchange(_ message: TillMessage, timeout: Duration) -> TillReply {
        let end = ContinuousClock.now + timeout
        if descriptor < 0, !connect(until: end) { return .none(.unconnected) }
        let bytes = message.bytes(host: address.authority, base: address.path)
        var loss = send(bytes, until: end)
        // An answer may have come although not all of the message was taken.
        if loss == .silent || loss == nil || loss == .reset || loss == .closed {
            switch read(until: end) {
            case .success(let reply): return reply
            case .failure(let failure): loss = failure.reason
            }
        }
        close()
        return .none(loss ?? .closed)
    }

    /// Ends the connection.
    package func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    // MARK: Connecting

    private func connect(until end: ContinuousClock.Instant) -> Bool {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address.host, String(address.port), &hints, &found) == 0 else {
            return false
        }
        defer { freeaddrinfo(found) }
        var candidate = found
        while let info = candidate?.pointee {
            if connect(to: info, until: end) { return true }
            candidate = info.ai_next
        }
        return false
    }

    private func connect(to info: addrinfo, until end: ContinuousClock.Instant) -> Bool {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(info.ai_family, type, 0)
        guard descriptor >= 0 else { return false }
        var option: Int32 = 1
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &option,
            socklen_t(MemoryLayout<Int32>.size))
        let result = Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen)
        if result == 0 { return true }
        if errno == EINPROGRESS, wait(for: POLLOUT, until: end) {
            var failure: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length)
            if failure == 0 { return true }
        }
        close()
        return false
    }

    // MARK: Bytes

    /// Returns the reason why not all bytes were sent; nil if they were.
    private func send(_ bytes: [UInt8], until end: ContinuousClock.Instant) -> TillOutcome? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                guard wait(for: POLLOUT, until: end) else { return .silent }
            } else if errno != EINTR {
                return errno == ECONNRESET ? .reset : .closed
            }
        }
        return nil
    }

    private struct Loss: Error { let reason: TillOutcome }

    private func read(until end: ContinuousClock.Instant) -> Result<TillReply, Loss> {
        var reader = AnswerReader()
        var isEnd = false
        while true {
            switch reader.progress(isEnd: isEnd) {
            case .whole(let status, let isJSON, let body, let isLast):
                if isLast { close() }
                return .success(.answer(status: status, isJSON: isJSON, body: body))
            case .spoilt: return .failure(Loss(reason: .spoilt))
            case .partial where isEnd:
                return .failure(Loss(reason: reader.isEmpty ? .closed : .spoilt))
            case .partial: break
            }
            guard wait(for: POLLIN, until: end) else {
                return .failure(Loss(reason: .silent))
            }
            switch receive(into: &reader) {
            case .some(0): isEnd = true
            case nil: return .failure(Loss(reason: .reset))
            default: break
            }
        }
    }

    /// Returns how many bytes came, 0 at the end; -1 when there are none yet; nil after a reset.
    private func receive(into reader: inout AnswerReader) -> Int? {
        withUnsafeTemporaryAllocation(byteCount: Self.chunkBytes, alignment: 1) { chunk in
            let count = recv(descriptor, chunk.baseAddress, chunk.count, 0)
            if count > 0 { reader.append(UnsafeRawBufferPointer(rebasing: chunk[..<count])) }
            if count < 0 { return errno == EAGAIN || errno == EINTR ? -1 : nil }
            return count
        }
    }

    private func wait(for events: Int32, until end: ContinuousClock.Instant) -> Bool {
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
