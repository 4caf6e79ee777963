import COpenSSL
import Glibc

/// Speaks TLS 1.3 with servers whose certificate nobody checks.
final class TLSClient {
    /// True if a connection resumes the session of an earlier one.
    private let isResuming: Bool
    private let context: OpaquePointer
    private var session: OpaquePointer?

    init(isResuming: Bool = false) throws {
        self.isResuming = isResuming
        guard let context = SSL_CTX_new(TLS_client_method()) else {
            throw Failure(description: "SSL_CTX_new")
        }
        self.context = context
    }

    deinit {
        SSL_SESSION_free(session)
        SSL_CTX_free(context)
    }

    /// Shakes hands on a connection that blocks.
    func connect(_ descriptor: Int32) throws -> OpaquePointer {
        guard let connection = SSL_new(context) else { throw Failure(description: "SSL_new") }
        SSL_set_fd(connection, descriptor)
        if let session { SSL_set_session(connection, session) }
        guard SSL_connect(connection) == 1 else { throw Failure(description: "SSL_connect") }
        guard session == nil || SSL_session_reused(connection) == 1 else {
            throw Failure(description: "a session of TLS was not resumed")
        }
        return connection
    }

    /// Sends bytes that always fit into the socket's buffer.
    func send(_ bytes: UnsafeRawBufferPointer, on connection: OpaquePointer) throws {
        let count = SSL_write(connection, bytes.baseAddress, Int32(bytes.count))
        guard count == bytes.count else { throw Failure(description: "SSL_write") }
    }

    /// The number of bytes that were read: 0 at the end, nil if none are there now.
    func receive(
        into scratch: UnsafeMutableRawBufferPointer, on connection: OpaquePointer
    ) -> Int? {
        let count = SSL_read(connection, scratch.baseAddress, Int32(scratch.count))
        if count > 0 {
            // The ticket comes with the first answer.
            if isResuming, session == nil { session = SSL_get1_session(connection) }
            return Int(count)
        }
        return SSL_get_error(connection, count) == SSL_ERROR_WANT_READ ? nil : 0
    }

    /// Frees a connection whose session may be resumed.
    static func close(_ connection: OpaquePointer) {
        SSL_set_shutdown(connection, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
        SSL_free(connection)
    }
}
