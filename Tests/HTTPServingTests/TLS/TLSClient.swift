import COpenSSL

@testable import HTTPServing

/// The client's side of a TLS connection over OpenSSL's own memory BIOs: a second opinion on what
/// the server's side says.
final class TLSClient {
    /// The settings of the client.
    struct Options {
        var versions = TLS1_2_VERSION...TLS1_3_VERSION
        /// Whom it trusts; nil for anyone.
        var authority: PEMText?
        /// The name or address that the server's certificate must be for.
        var host: String?
        var identity: TLSIdentity?
        /// The name in SNI; nil for none.
        var serverName: String?
        var protocols: [String] = []
        var ciphers: String?
        /// A session to resume, from `session`.
        var session: Session?
    }

    /// The session that a later connection needs to resume an earlier one.
    final class Session {
        let pointer: OpaquePointer?

        init(owning pointer: OpaquePointer?) {
            self.pointer = pointer
        }

        deinit {
            SSL_SESSION_free(pointer)
        }
    }

    private let context: OpaquePointer?
    private let ssl: OpaquePointer?
    private(set) var isEstablished = false
    private(set) var isClosed = false
    /// The client's complaint about the server, in OpenSSL's words.
    private(set) var failure: String?

    init(_ options: Options = Options()) throws(TLSConfigurationError) {
        context = SSL_CTX_new(TLS_client_method())
        SSL_CTX_ctrl(
            context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(options.versions.lowerBound), nil)
        SSL_CTX_ctrl(
            context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.versions.upperBound), nil)
        if let authority = options.authority {
            for certificate in try Certificate.all(in: authority) {
                X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.pointer)
            }
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        }
        if let identity = options.identity {
            let certificate = try Certificate.all(in: identity.certificates)[0]
            let key = try PrivateKey(identity.key)
            SSL_CTX_use_certificate(context, certificate.pointer)
            SSL_CTX_use_PrivateKey(context, key.pointer)
        }
        if let ciphers = options.ciphers { SSL_CTX_set_cipher_list(context, ciphers) }
        ssl = SSL_new(context)
        SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        SSL_set_connect_state(ssl)
        let protocols = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        SSL_set_alpn_protos(ssl, protocols, UInt32(protocols.count))
        if let host = options.host { expect(host) }
        if let name = options.serverName { sayServerName(name) }
        SSL_set_session(ssl, options.session?.pointer)
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    /// Takes bytes from the server; returns the plaintext in them.
    @discardableResult
    func receive(_ ciphertext: [UInt8]) -> [UInt8] {
        BIO_write(SSL_get_rbio(ssl), ciphertext, Int32(ciphertext.count))
        var plaintext: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            ERR_clear_error()
            let count = SSL_read(ssl, &piece, 4096)
            guard count > 0 else {
                note(SSL_get_error(ssl, count))
                return plaintext
            }
            plaintext += piece.prefix(Int(count))
        }
    }

    /// Encrypts bytes for the server.
    func send(_ plaintext: [UInt8]) {
        SSL_write(ssl, plaintext, Int32(plaintext.count))
    }

    /// Encrypts a close_notify for the server.
    func close() {
        SSL_shutdown(ssl)
    }

    /// Asks for new keys the way TLS 1.2 allowed.
    func renegotiate() {
        SSL_renegotiate(ssl)
        SSL_do_handshake(ssl)
    }

    /// Tells the server that the keys change, and that it should change its own
    /// (RFC 8446 section 4.6.3).
    func updateKeys() {
        SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED)
        SSL_do_handshake(ssl)
    }

    /// Returns and clears the bytes for the server.
    func takeOutgoing() -> [UInt8] {
        let bio = SSL_get_wbio(ssl)
        var bytes = [UInt8](repeating: 0, count: Int(BIO_ctrl_pending(bio)))
        BIO_read(bio, &bytes, Int32(bytes.count))
        return bytes
    }

    var version: String {
        String(cString: SSL_get_version(ssl))
    }

    var selectedProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        return name.map {
            String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self)
        }
    }

    var session: Session {
        Session(owning: SSL_get1_session(ssl))
    }

    var isResumed: Bool {
        SSL_session_reused(ssl) == 1
    }

    private func sayServerName(_ name: String) {
        var bytes = Array(name.utf8CString)
        SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &bytes)
    }

    private func expect(_ host: String) {
        if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) != 1 {
            SSL_set1_host(ssl, host)
        }
    }

    private func note(_ error: Int32) {
        switch error {
        case SSL_ERROR_WANT_READ:
            isEstablished = SSL_is_init_finished(ssl) == 1
        case SSL_ERROR_ZERO_RETURN:
            isClosed = true
        default:
            guard failure == nil else { return }
            let verification = SSL_get_verify_result(ssl)
            failure =
                SSL_get_verify_mode(ssl) == SSL_VERIFY_NONE || verification == Int(X509_V_OK)
                ? OpenSSLError.latest().text
                : String(cString: X509_verify_cert_error_string(verification))
        }
    }
}
