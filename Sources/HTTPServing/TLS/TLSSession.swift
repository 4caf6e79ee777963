import COpenSSL

/// One side of a TLS connection, mostly the server's, as a transformer: bytes in, bytes out,
/// without descriptor or waiting. Confined to the isolation domain of its context.
///
/// After every call `state` has the state of the connection.
package final class TLSSession {
    package enum State: Sendable, Equatable {
        case handshaking
        /// Plaintext flows both ways.
        case established
        /// The client said that it sends no more (close_notify); it may still be answered.
        case closed
        /// The session has failed: nothing can be sent or received, except the alert that the last
        /// call returned.
        case failed(TLSFailure)
    }

    /// The largest plaintext of a record (RFC 8446 section 5.1).
    private static let recordBytesMax = 16_384

    /// The most bytes written at a time, which OpenSSL counts in 31 bits.
    private static let writtenBytesMax = 1 << 30

    private let ssl: OpaquePointer
    private let wire = TLSWire()
    private let context: TLSContext
    package private(set) var state = State.handshaking
    /// The first bytes of the connection, while they may be needed to identify its protocol.
    private var opening: [UInt8] = []
    /// Plaintext that cannot be encrypted yet.
    private var unsent: [UInt8] = []
    private var hasClosed = false

    init(_ context: TLSContext) {
        guard let ssl = SSL_new(context.handle), let bio = wire.makeBIO(context.wireMethod) else {
            preconditionFailure("no memory for a TLS session")
        }
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
        self.ssl = ssl
        self.context = context
    }

    /// A client's side. The server needs a certificate for the host, a name or a numeric address.
    package convenience init(to host: String, _ context: TLSContext) {
        self.init(context)
        SSL_set_connect_state(ssl)
        if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) != 1 {
            SSL_set1_host(ssl, host)
            COpenSSL_SSL_set_tlsext_host_name(ssl, host)
        }
    }

    deinit {
        SSL_free(ssl)
    }

    /// Takes bytes from the network, all of them; appends what they decrypt to.
    ///
    /// - Returns: bytes for the network: handshake messages (a client's first one when it is given
    ///   no bytes), tickets, or the alert that goes with
    ///   a failure. No alert goes to a client that does not speak TLS; one that speaks plain HTTP
    ///   is to be answered in clear. Nothing after `close`.
    package func receive(
        _ ciphertext: UnsafeRawBufferPointer, into plaintext: inout [UInt8]
    ) -> [UInt8] {
        guard state == .handshaking || state == .established else { return [] }
        if state == .handshaking {
            opening += ciphertext.prefix(TLSFailure.openingBytes - opening.count)
        }
        wire.incoming = ciphertext
        state = decrypt(into: &plaintext)
        wire.incoming = UnsafeRawBufferPointer(start: nil, count: 0)
        if state == .established { opening = [] }
        encryptUnsent()
        let answer = wire.takeOutgoing()
        return hasClosed ? [] : answer
    }

    /// Takes the end of the network's bytes. Without a close_notify before, the stream may have
    /// been truncated by an attacker, which is a failure.
    func receiveEnd() {
        guard state == .handshaking || state == .established else { return }
        state = .failed(.endedAbruptly)
    }

    /// Encrypts bytes for the client. Given before the handshake is complete, they come out of a
    /// later `receive`; after a failure or `close` nothing comes out.
    package func encrypt(_ plaintext: [UInt8]) -> [UInt8] {
        if hasClosed || isFailed { return [] }
        // Mostly there is nothing, and `+=` would copy.
        if unsent.isEmpty { unsent = plaintext } else { unsent += plaintext }
        encryptUnsent()
        return wire.takeOutgoing()
    }

    /// Ends the stream towards the client: its close_notify, once, and only after a handshake.
    package func close() -> [UInt8] {
        if isFailed || hasClosed { return [] }
        hasClosed = true
        ERR_clear_error()
        _ = SSL_shutdown(ssl)
        return wire.takeOutgoing()
    }

    /// Suppresses the close_notify: to the client the stream looks cut off.
    func omitCloseNotify() {
        hasClosed = true
    }

    // MARK: What was agreed on

    /// `TLSv1.2` or `TLSv1.3` once established.
    var version: String {
        String(cString: SSL_get_version(ssl))
    }

    /// The subject of the client's certificate in the manner of RFC 2253 (`CN=till 7,O=Shop`);
    /// nil unless TLS is mutual and established.
    var clientSubject: String? {
        SSL_get1_peer_certificate(ssl).map { Certificate(owning: $0).subject }
    }

    // MARK: Steps

    private var isFailed: Bool {
        if case .failed = state { true } else { false }
    }

    private func decrypt(into plaintext: inout [UInt8]) -> State {
        withUnsafeTemporaryAllocation(byteCount: Self.recordBytesMax, alignment: 1) { record in
            while true {
                ERR_clear_error()
                let count = SSL_read(ssl, record.baseAddress, Int32(record.count))
                guard count > 0 else { return stateAfter(SSL_get_error(ssl, count)) }
                plaintext.append(
                    contentsOf: UnsafeRawBufferPointer(rebasing: record[..<Int(count)]))
            }
        }
    }

    /// Encrypts pending plaintext; writing may have to wait for the rest of a handshake message.
    private func encryptUnsent() {
        guard !unsent.isEmpty, !hasClosed, state == .established || state == .closed else { return }
        var rest = unsent[...]
        while !rest.isEmpty {
            ERR_clear_error()
            let piece = rest.prefix(Self.writtenBytesMax)
            let count = piece.withUnsafeBytes { SSL_write(ssl, $0.baseAddress, Int32($0.count)) }
            guard count > 0 else {
                state = stateAfter(SSL_get_error(ssl, count))
                break
            }
            rest = rest.dropFirst(Int(count))
        }
        unsent = rest.isEmpty ? [] : Array(rest)
    }

    private func stateAfter(_ error: Int32) -> State {
        switch error {
        case SSL_ERROR_WANT_READ:
            SSL_is_init_finished(ssl) == 1 ? .established : state
        case SSL_ERROR_ZERO_RETURN:
            .closed
        default:
            .failed(
                TLSFailure(
                    OpenSSLError.latest(), verification: SSL_get_verify_result(ssl),
                    opening: SSL_is_server(ssl) == 1 ? opening : [],
                    isServer: SSL_is_server(ssl) == 1))
        }
    }
}
