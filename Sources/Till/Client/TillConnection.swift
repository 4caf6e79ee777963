import Glibc
package import HTTPServing

/// The connection of a till to the switch: blocking, kept open from message to message.
package final class TillConnection {
    /// The reason why there was no connection the last time that one was needed.
    package private(set) var trouble: String?

    private let address: TillAddress
    /// Nil where the address is not `https`.
    private let trust: TLSContext?
    private var session: TLSSession?
    private var descriptor: Int32 = -1

    private static let chunkBytes = 65_536

    /// - Parameter authorities: the certificates to trust; nil for those of the system.
    package init(
        to address: TillAddress, trusting authorities: PEMText?
    ) throws(TLSConfigurationError) {
        self.address = address
        trust = address.isTLS ? try TLSContext(trusting: authorities) : nil
    }

    deinit { close() }

    /// Sends a message and waits for its answer; a connection is made where none is open.
    package func exchange(_ message: TillMessage, timeout: Duration) -> TillReply {
        let end = ContinuousClock.now + timeout
        if descriptor < 0, !connect(until: end) { return .none(.unconnected) }
        let bytes = message.bytes(host: address.authority, base: address.path)
        trouble = nil
        var loss = transmit(session?.encrypt(bytes) ?? bytes, until: end)
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
        session = nil
    }

    // MARK: Connecting

    private func connect(until end: ContinuousClock.Instant) -> Bool {
        let wanted = ListenAddress(host: address.host, port: address.port)
        do throws(ServerError) {
            for candidate in try SocketAddress.all(for: wanted) {
                if connect(to: candidate, until: end), secure(until: end) { return true }
                close()
            }
        } catch {
            trouble = "\(error)"
        }
        return false
    }

    private func connect(to candidate: SocketAddress, until end: ContinuousClock.Instant) -> Bool {
        do throws(Errno) {
            descriptor = try candidate.connected(until: end)
            return true
        } catch {
            return fail(error.clientReason)
        }
    }

    /// Makes the connection one of TLS where the address is `https`.
    private func secure(until end: ContinuousClock.Instant) -> Bool {
        guard let trust else { return true }
        let session = TLSSession(to: address.host, trust)
        var answers: [UInt8] = []
        let hello = session.receive(UnsafeRawBufferPointer(start: nil, count: 0), into: &answers)
        self.session = session
        guard transmit(hello, until: end) == nil else { return fail("TLS: the connection ended") }
        while session.state == .handshaking {
            guard wait(for: POLLIN, until: end) else { return fail("TLS: no answer in time") }
            let count = receive(until: end) { answers += $0 }
            if case .failed(let failure) = session.state { return fail("\(failure)") }
            guard let count, count != 0 else { return fail("TLS: the connection ended") }
        }
        return true
    }

    private func fail(_ reason: String) -> Bool {
        trouble = reason
        return false
    }

    // MARK: Bytes

    /// Returns the reason why not all bytes were sent; nil if they were.
    private func transmit(_ bytes: [UInt8], until end: ContinuousClock.Instant) -> TillOutcome? {
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
            switch receive(until: end, { reader.append($0) }) {
            case .some(0): isEnd = true
            case nil: return .failure(Loss(reason: .reset))
            case .some: break
            }
        }
    }

    /// Returns how many bytes came, 0 at the end; -1 when there are none yet; nil after a reset.
    private func receive(
        until end: ContinuousClock.Instant, _ take: (UnsafeRawBufferPointer) -> Void
    ) -> Int? {
        withUnsafeTemporaryAllocation(byteCount: Self.chunkBytes, alignment: 1) { chunk in
            let count = recv(descriptor, chunk.baseAddress, chunk.count, 0)
            guard count > 0 else {
                if count == 0 { return 0 }
                return errno == EAGAIN || errno == EINTR ? -1 : nil
            }
            let bytes = UnsafeRawBufferPointer(rebasing: chunk[..<count])
            guard let session else {
                take(bytes)
                return count
            }
            var plaintext: [UInt8] = []
            let answer = session.receive(bytes, into: &plaintext)
            _ = transmit(answer, until: end)
            plaintext.withUnsafeBytes(take)
            if !plaintext.isEmpty { return plaintext.count }
            switch session.state {
            case .handshaking, .established: return -1
            case .closed, .failed: return 0
            }
        }
    }

    private func wait(for events: Int32, until end: ContinuousClock.Instant) -> Bool {
        SocketAddress.wait(for: events, on: descriptor, until: end)
    }
}
