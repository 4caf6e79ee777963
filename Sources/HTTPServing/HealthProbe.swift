import COpenSSL
import Glibc

/// One `GET` of a health check. It blocks, within a bound, and does not verify certificates: the
/// question is whether a server answers, not who it is.
package struct HealthProbe {
    package enum Answer: Equatable {
        case status(Int)
        /// The server completed a handshake and demands a certificate of its clients.
        case certificateDemanded
    }

    /// A reason why there was no answer.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let address: ListenAddress
    private let isTLS: Bool
    private let timeoutMs: Int64

    /// `HTTP/1.1 200`.
    private static let statusBytes = 12

    /// - Parameter timeoutMs: the longest wait for the connection and for each of its bytes.
    package init(of address: ListenAddress, isTLS: Bool, timeoutMs: Int64) {
        self.address = address
        self.isTLS = isTLS
        self.timeoutMs = timeoutMs
    }

    /// The address as a URL without a path, or as `unix:PATH`.
    package var url: String {
        address.isUnix ? "\(address)" : "\(isTLS ? "https" : "http")://\(address.authority)"
    }

    /// Asks for a path and returns the answer.
    package func get(_ path: String) throws(Failure) -> Answer {
        let descriptor = try connect()
        defer { close(descriptor) }
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(address.authority)\r\nConnection: close\r\n\r\n"
        return isTLS
            ? try secured(request, on: descriptor)
            : try answer(to: request) {
                Int(Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)))
            } receive: {
                recv(descriptor, $0.baseAddress, $0.count, 0)
            }
    }

    // MARK: Connecting

    private func connect() throws(Failure) -> Int32 {
        var reason = "the host has no address"
        for candidate in try addresses() {
            do throws(Errno) {
                let end = ContinuousClock.now + .milliseconds(timeoutMs)
                let descriptor = try candidate.connected(until: end)
                limitCalls(on: descriptor)
                return descriptor
            } catch {
                reason = error.clientReason
            }
        }
        throw failure(reason)
    }

    /// Lets calls on a socket block, but no longer than the limit.
    private func limitCalls(on descriptor: Int32) {
        var limit = timeval(tv_sec: Int(timeoutMs / 1_000), tv_usec: Int(timeoutMs % 1_000) * 1_000)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(
                descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    }

    private func addresses() throws(Failure) -> [SocketAddress] {
        do {
            return try SocketAddress.all(for: address)
        } catch {
            throw failure("\(error)")
        }
    }

    private func failure(_ reason: String) -> Failure { Failure(description: reason) }

    // MARK: Asking

    private func secured(_ request: String, on descriptor: Int32) throws(Failure) -> Answer {
        let context = SSL_CTX_new(TLS_client_method())
        let ssl = SSL_new(context)
        defer {
            SSL_free(ssl)
            SSL_CTX_free(context)
        }
        SSL_set_fd(ssl, descriptor)
        ERR_clear_error()
        guard SSL_connect(ssl) == 1 else { throw failure("TLS: \(OpenSSLError.latest().text)") }
        do {
            return try answer(to: request) {
                Int(SSL_write(ssl, $0.baseAddress, Int32($0.count)))
            } receive: {
                Int(SSL_read(ssl, $0.baseAddress, Int32($0.count)))
            }
        } catch {
            let isDemanded = OpenSSLError.latest().reason == SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED
            guard isDemanded else { throw error }
            return .certificateDemanded
        }
    }

    /// Sends a request, which a new connection takes whole, and reads the status of its answer.
    private func answer(
        to request: String, send: (UnsafeRawBufferPointer) -> Int,
        receive: (UnsafeMutableRawBufferPointer) -> Int
    ) throws(Failure) -> Answer {
        guard Array(request.utf8).withUnsafeBytes(send) == request.utf8.count else {
            throw failure(Errno.current.clientReason)
        }
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: Self.statusBytes)
        while line.count < Self.statusBytes {
            let count = chunk.withUnsafeMutableBytes(receive)
            guard count >= 0 else { throw failure(Errno.current.clientReason) }
            guard count > 0 else { throw failure("the connection ended without an answer") }
            line += chunk[..<count]
        }
        let text = String(decoding: line.prefix(Self.statusBytes), as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let status = Int(text.suffix(3)) else {
            throw failure("the answer is not HTTP/1.1")
        }
        return .status(status)
    }
}
