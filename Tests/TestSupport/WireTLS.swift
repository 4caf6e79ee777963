import COpenSSL
import Glibc

/// The client's side of TLS on a socket, which trusts one authority and nobody else.
final class WireTLS {
    private let context: OpaquePointer?
    private let ssl: OpaquePointer?

    /// Shakes hands; nil when that fails, or when the server says nothing for as long as the
    /// socket waits.
    ///
    /// - Parameters:
    ///   - authority: a certificate in PEM.
    ///   - host: the IP address that the server's certificate must be for.
    init?(on descriptor: Int32, trusting authority: String, host: String) {
        context = SSL_CTX_new(TLS_client_method())
        ssl = SSL_new(context)
        let bytes = Array(authority.utf8)
        let bio = BIO_new_mem_buf(bytes, Int32(bytes.count))
        let certificate = PEM_read_bio_X509(bio, nil, nil, nil)
        BIO_free(bio)
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate)
        X509_free(certificate)
        SSL_set_verify(ssl, SSL_VERIFY_PEER, nil)
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host)
        SSL_set_fd(ssl, descriptor)
        if SSL_connect(ssl) != 1 { return nil }
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    /// True if something was received that has not been read yet.
    var hasInput: Bool { SSL_pending(ssl) > 0 }

    /// Like `send`.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        Int(SSL_write(ssl, bytes.baseAddress, Int32(bytes.count)))
    }

    /// True if the server has said that it sends no more.
    var hasHeardCloseNotify: Bool { SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN != 0 }

    /// Like `recv`; the end without a close_notify is an end, too.
    func receive(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
        ERR_clear_error()
        let count = SSL_read(ssl, bytes.baseAddress, Int32(bytes.count))
        guard count <= 0, SSL_get_error(ssl, count) == SSL_ERROR_SSL else { return Int(count) }
        var byte: UInt8 = 0
        return recv(SSL_get_fd(ssl), &byte, 1, Int32(MSG_PEEK)) == 0 ? 0 : Int(count)
    }
}
