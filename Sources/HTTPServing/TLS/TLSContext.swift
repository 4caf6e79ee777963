import COpenSSL

/// OpenSSL's settings of a server, made from a `TLSConfiguration`, or of a client. Not Sendable:
/// each lane makes its own and all its sessions from it.
///
/// TLS 1.2 is the oldest version (RFC 8996), with forward secrecy and authenticated encryption
/// only; sessions are resumed by tickets, so nothing is kept for a client that is gone.
package final class TLSContext {
    let handle: OpaquePointer
    let wireMethod: OpaquePointer

    init(_ configuration: TLSConfiguration) throws(TLSConfigurationError) {
        guard let handle = SSL_CTX_new(TLS_server_method()), let wireMethod = TLSWire.makeMethod()
        else { throw .unusableOpenSSL(reason: OpenSSLError.latest().text) }
        self.handle = handle
        self.wireMethod = wireMethod
        try restrictProtocol()
        try present(configuration.identity)
        if let authorities = configuration.clientAuthorities {
            try demandClientCertificate(from: authorities)
        }
    }

    /// A client's settings: it trusts servers with one of these certificates, or with one that one
    /// of them has signed; without any, servers whom the system trusts.
    package init(trusting authorities: PEMText?) throws(TLSConfigurationError) {
        guard let handle = SSL_CTX_new(TLS_client_method()), let wireMethod = TLSWire.makeMethod()
        else { throw .unusableOpenSSL(reason: OpenSSLError.latest().text) }
        self.handle = handle
        self.wireMethod = wireMethod
        try restrictProtocol()
        if let authorities {
            let store = SSL_CTX_get_cert_store(handle)
            for authority in try Certificate.all(in: authorities) {
                guard X509_STORE_add_cert(store, authority.pointer) == 1 else {
                    throw refused(authorities)
                }
            }
            X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        } else {
            SSL_CTX_set_default_verify_paths(handle)
        }
        SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
    }

    deinit {
        SSL_CTX_free(handle)
        BIO_meth_free(wireMethod)
    }

    private func restrictProtocol() throws(TLSConfigurationError) {
        guard COpenSSL_SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION) == 1,
            SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
        else { throw .unusableOpenSSL(reason: OpenSSLError.latest().text) }
        SSL_CTX_set_options(handle, COpenSSL_SSL_OP_NO_RENEGOTIATION)
        // Otherwise each idle session keeps two buffers of the largest record.
        COpenSSL_SSL_CTX_set_mode(
            handle, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER)
        COpenSSL_SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF)
        SSL_CTX_set_alpn_select_cb(handle, selectHTTP11, nil)
    }

    private func present(_ identity: TLSIdentity) throws(TLSConfigurationError) {
        let chain = try Certificate.all(in: identity.certificates)
        let key = try PrivateKey(identity.key, passphrase: identity.passphrase)
        guard SSL_CTX_use_certificate(handle, chain[0].pointer) == 1 else {
            throw refused(identity.certificates)
        }
        for certificate in chain.dropFirst() {
            guard COpenSSL_SSL_CTX_add1_chain_cert(handle, certificate.pointer) == 1 else {
                throw refused(identity.certificates)
            }
        }
        guard X509_check_private_key(chain[0].pointer, key.pointer) == 1 else {
            throw .keyMismatch(key: identity.key.source, certificate: identity.certificates.source)
        }
        guard SSL_CTX_use_PrivateKey(handle, key.pointer) == 1 else { throw refused(identity.key) }
    }

    private func demandClientCertificate(from authorities: PEMText) throws(TLSConfigurationError) {
        let store = SSL_CTX_get_cert_store(handle)
        for authority in try Certificate.all(in: authorities) {
            guard X509_STORE_add_cert(store, authority.pointer) == 1,
                SSL_CTX_add_client_CA(handle, authority.pointer) == 1
            else { throw refused(authorities) }
        }
        SSL_CTX_set_verify(handle, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        // Without a name for what they belong to, tickets of verified clients are refused.
        SSL_CTX_set_session_id_context(handle, "HTTPServing", 11)
    }

    private func refused(_ text: PEMText) -> TLSConfigurationError {
        .refused(text.source, reason: OpenSSLError.latest().text)
    }
}

/// Takes http/1.1 from the client's list, or ends the handshake (RFC 7301 section 3.2).
private func selectHTTP11(
    _: OpaquePointer?, selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    selectedCount: UnsafeMutablePointer<UInt8>?, offered: UnsafePointer<UInt8>?,
    offeredCount: UInt32, _: UnsafeMutableRawPointer?
) -> Int32 {
    let list = UnsafeBufferPointer(start: offered, count: Int(offeredCount))
    var rest = list[...]
    while let count = rest.popFirst() {
        let name = rest.prefix(Int(count))
        if name.elementsEqual("http/1.1".utf8) {
            selected?.pointee = offered?.advanced(by: name.startIndex)
            selectedCount?.pointee = count
            return SSL_TLSEXT_ERR_OK
        }
        rest = rest.dropFirst(Int(count))
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
