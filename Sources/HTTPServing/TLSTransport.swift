import HTTPMessages

/// The TLS side of a connection, with its injected fault. It begins with the first bytes: a client
/// that sends none has no handshake.
final class TLSTransport {
    private(set) var session: TLSSession?
    private(set) var fault: ConnectionFault?
    private(set) var isEstablished = false
    private let handshakeDeadline: Instant

    init(deadline: Instant) {
        handshakeDeadline = deadline
    }

    /// The time by which the handshake must be complete; nil once it is, or if it is to hang.
    var deadline: Instant? { isEstablished || fault == .hang ? nil : handshakeDeadline }

    /// True if a client has begun a handshake that it can complete: nothing goes wrong on purpose,
    /// or nothing but the certificate.
    var isShakingHands: Bool {
        session != nil && !isEstablished && (fault == nil || fault == .expiredCertificate)
    }

    /// The client has begun its handshake.
    func begin(_ context: TLSContext, fault: ConnectionFault?) {
        session = TLSSession(context)
        self.fault = fault
    }

    /// The handshake is complete.
    func establish() { isEstablished = true }

    /// See `TLSSession.encrypt`.
    func encrypt(_ bytes: [UInt8]) -> [UInt8] { session?.encrypt(bytes) ?? [] }

    /// See `TLSSession.omitCloseNotify`.
    func omitCloseNotify() { session?.omitCloseNotify() }

    /// See `TLSSession.close`.
    func close() -> [UInt8] { session?.close() ?? [] }
}
