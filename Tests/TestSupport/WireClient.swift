import Glibc

/// A blocking TCP client that says exactly what it is told, and hears exactly what comes back.
package final class WireClient {
    /// The result of reading to the end of a connection.
    package struct Rest: Equatable, Sendable {
        /// The bytes that arrived.
        package let bytes: [UInt8]
        /// True if the end was a reset rather than an orderly one.
        package let wasReset: Bool

        /// The bytes that arrived, as text.
        package var text: String { String(decoding: bytes, as: UTF8.self) }

        /// Nothing but an orderly end.
        package static let cleanEnd = Rest(bytes: [], wasReset: false)

        /// An expected result.
        package init(bytes: [UInt8], wasReset: Bool) {
            self.bytes = bytes
            self.wasReset = wasReset
        }
    }

    /// The connection could not be made, ended too early, or said nothing for too long.
    package struct Failure: Error, CustomStringConvertible {
        /// The failed operation, with the reason.
        package let description: String

        init(_ what: String, reason: String = String(cString: strerror(errno))) {
            description = "\(what): \(reason)"
        }
    }

    private let descriptor: Int32
    private var tls: WireTLS?
    private var buffer: [UInt8] = []
    private var isClosed = false

    /// Connects to a port of a numeric address. No call waits longer than `timeoutSeconds`.
    ///
    /// - Parameter receiveBufferBytes: how much may arrive unread, nil for what is usual.
    package init(
        host: String = "127.0.0.1", port: UInt16, receiveBufferBytes: Int32? = nil,
        timeoutSeconds: Int = 20
    ) throws {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee
        else { throw Failure("connect", reason: "\(host) is no numeric address") }
        defer { freeaddrinfo(found) }

        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = socket(address.ai_family, type, 0)
        guard descriptor >= 0 else { throw Failure("open a socket") }
        let timeout = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        set(SO_RCVTIMEO, to: timeout)
        set(SO_SNDTIMEO, to: timeout)
        if let receiveBufferBytes { set(SO_RCVBUF, to: receiveBufferBytes) }
        let isConnected = Self.uninterrupted {
            connect(descriptor, address.ai_addr, address.ai_addrlen)
        }
        guard isConnected == 0 else {
            let failure = Failure("connect")
            close()
            throw failure
        }
    }

    /// Connects to a socket in the file system.
    package init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("open a socket") }
        let timeout = timeval(tv_sec: 20, tv_usec: 0)
        set(SO_RCVTIMEO, to: timeout)
        set(SO_SNDTIMEO, to: timeout)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8.prefix(room.count - 1))
        }
        let isConnected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                address in
                Self.uninterrupted {
                    connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
                } == 0
            }
        }
        guard isConnected else {
            let failure = Failure("connect")
            close()
            throw failure
        }
    }

    deinit { close() }

    /// Shakes hands for TLS, so that everything else is encrypted.
    ///
    /// - Parameters:
    ///   - authority: the certificate, in PEM, of the one that the server's must be issued by.
    ///   - ms: how long the server may say nothing.
    /// - Throws: when there is no answer, or one that is not to be trusted.
    package func startTLS(trusting authority: String, host: String, withinMs ms: Int) throws {
        let patient = timeval(tv_sec: 20, tv_usec: 0)
        set(SO_RCVTIMEO, to: timeval(tv_sec: ms / 1000, tv_usec: ms % 1000 * 1000))
        tls = WireTLS(on: descriptor, trusting: authority, host: host)
        set(SO_RCVTIMEO, to: patient)
        if tls == nil { throw Failure("shake hands", reason: "the server is not to be trusted") }
    }

    /// True if the server has ended TLS as it should; false without TLS.
    package var hasHeardCloseNotify: Bool { tls?.hasHeardCloseNotify ?? false }

    /// Goes on in clear, as nobody should.
    package func leaveTLS() {
        tls = nil
    }

    /// Sets whether sent bytes are held here until they are released, and then arrive as one.
    package func hold(_ isHeld: Bool) {
        var option: Int32 = isHeld ? 1 : 0
        setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_CORK, &option,
            socklen_t(MemoryLayout<Int32>.size))
    }

    // MARK: Leaving

    /// Ends the connection.
    package func close() {
        if !isClosed { Glibc.close(descriptor) }
        isClosed = true
    }

    /// Ends the connection with a reset.
    package func reset() {
        set(SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
        close()
    }

    /// Ends the stream to the server and goes on reading.
    package func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    // MARK: Sending

    /// Sends bytes; false when the server does not take them any more.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                Self.uninterrupted {
                    tls?.send(bytes)
                        ?? Glibc.send(
                            descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
                }
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends text.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends a request and reads its response.
    package func exchange(_ request: String) throws -> WireResponse {
        send(request)
        return try readResponse()
    }

    // MARK: Reading

    /// Returns true if there is something to read, or the end, now or within a time.
    package func hasInput(withinMs ms: Int32) -> Bool {
        !buffer.isEmpty || isReadable(withinMs: ms)
    }

    /// Reads one response that has a Content-Length, or none and no body.
    ///
    /// - Parameter isToHEAD: the response has no body, whatever its fields say.
    package func readResponse(isToHEAD: Bool = false) throws -> WireResponse {
        while true {
            if let (response, length) = WireResponse.parse(buffer, hasBody: !isToHEAD) {
                buffer.removeFirst(length)
                return response
            }
            try receiveMore()
        }
    }

    /// Reads one response as `readResponse` does; nil when it is not complete within a time.
    package func readResponse(withinMs ms: Int32) throws -> WireResponse? {
        let end = ContinuousClock.now + .milliseconds(Int(ms))
        while true {
            if let (response, length) = WireResponse.parse(buffer, hasBody: true) {
                buffer.removeFirst(length)
                return response
            }
            guard ContinuousClock.now < end, isReadable(withinMs: ms) else { return nil }
            try receiveMore()
        }
    }

    /// Reads so many bytes, no more.
    package func read(count: Int) throws -> [UInt8] {
        while buffer.count < count { try receiveMore() }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// Reads what there is, at least a byte; nothing at the end of the stream.
    package func readSome() throws -> [UInt8] {
        if buffer.isEmpty, receive() == nil { throw Failure("read") }
        defer { buffer = [] }
        return buffer
    }

    /// Does nothing for a while, as slow clients do.
    package func dawdle(ms: Int32) {
        poll(nil, 0, ms)
    }

    /// Reads until the server ends the connection.
    package func readToEnd() throws -> Rest {
        while true {
            switch receive() {
            case .some(0): return take(wasReset: false)
            case .some: continue
            case nil where errno == ECONNRESET: return take(wasReset: true)
            case nil: throw Failure("read to the end, \(buffer.count) bytes so far")
            }
        }
    }

    private func isReadable(withinMs ms: Int32) -> Bool {
        if tls?.hasInput == true { return true }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Self.uninterrupted { poll(&waiting, 1, ms) } == 1
    }

    private func receiveMore() throws {
        guard let count = receive() else { throw Failure("read a response") }
        guard count > 0 else {
            throw Failure("read a response", reason: "the end after \(buffer.count) bytes")
        }
    }

    private func receive() -> Int? {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { bytes in
            Self.uninterrupted {
                tls?.receive(bytes) ?? recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
        }
        guard count >= 0 else { return nil }
        buffer += chunk[..<count]
        return count
    }

    /// Repeats a call of the system, or of OpenSSL, that a signal interrupts.
    private static func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
        while true {
            let result = call()
            guard result < 0, errno == EINTR else { return result }
        }
    }

    private func take(wasReset: Bool) -> Rest {
        defer { buffer = [] }
        return Rest(bytes: buffer, wasReset: wasReset)
    }

    private func set<Value: BitwiseCopyable>(_ option: Int32, to value: Value) {
        var value = value
        setsockopt(
            descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Value>.size))
    }
}
