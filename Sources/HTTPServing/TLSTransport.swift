import HTTPMessages

/// The TLS side of a connection, with what goes wrong in it on purpose.
final class TLSTransport {
    let session: TLSSession
    let fault: ConnectionFault?
    private let handshakeDeadline: Instant

    init(_ context: TLSContext, fault: ConnectionFault?, deadline: Instant) {
        session = TLSSession(context)
        self.fault = fault
        handshakeDeadline = deadline
    }

    /// When the handshake must be complete; nil once it is, or when it shall hang.
    var deadline: Instant? {
        session.state == .handshaking && fault != .hang ? handshakeDeadline : nil
    }
}
