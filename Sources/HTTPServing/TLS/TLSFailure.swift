import COpenSSL

/// A reason why a TLS connection failed. `description` is for the developer of
/// the client.
package enum TLSFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The client sent an HTTP request in clear.
    case plainHTTP
    /// The first bytes are of no known protocol.
    case notTLS
    case noSharedVersion
    case noSharedCipher
    /// The client insists on something else than http/1.1 (RFC 7301).
    case noSharedProtocol
    case clientCertificateMissing
    case clientCertificateRefused(reason: String)
    /// The server's certificate has expired, is for another host, or has no trusted issuer.
    case serverCertificateRefused(reason: String)
    /// The client ended the connection with an alert (RFC 8446 section 6.2), for example because
    /// it does not trust the server's certificate.
    case alertFromClient(String)
    /// The server ended the connection with an alert.
    case alertFromServer(String)
    /// The stream ended without a close_notify (RFC 8446 section 6.1).
    case endedAbruptly
    case brokenProtocol(reason: String)

    /// The size of a record's header (RFC 8446 section 5.1), by which TLS is told from other
    /// protocols.
    static let openingBytes = 5
    private static let handshakeRecord: UInt8 = 22
    private static let methods = [
        "GET ", "POST ", "PUT ", "DELETE ", "HEAD ", "OPTIONS ", "PATCH ", "CONNECT ", "TRACE ",
    ]

    /// Names an error of OpenSSL.
    ///
    /// - Parameters:
    ///   - verification: the result of checking the peer's certificate, `X509_V_…`.
    ///   - opening: the first bytes of the connection; none once they were found to be TLS.
    ///   - isServer: true if the peer is the client.
    init(_ error: OpenSSLError, verification: Int, opening: [UInt8], isServer: Bool) {
        if Self.methods.contains(where: { opening.starts(with: $0.utf8.prefix(Self.openingBytes)) })
        {
            self = .plainHTTP
        } else if let first = opening.first, first != Self.handshakeRecord {
            self = .notTLS
        } else {
            self.init(error, verification: verification, isServer: isServer)
        }
    }

    private init(_ error: OpenSSLError, verification: Int, isServer: Bool) {
        switch error.reason {
        case SSL_R_UNSUPPORTED_PROTOCOL:
            self = .noSharedVersion
        case SSL_R_NO_SHARED_CIPHER:
            self = .noSharedCipher
        case SSL_R_NO_APPLICATION_PROTOCOL:
            self = .noSharedProtocol
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            self = .clientCertificateMissing
        case SSL_R_CERTIFICATE_VERIFY_FAILED:
            let reason = String(cString: X509_verify_cert_error_string(verification))
            self =
                isServer
                ? .clientCertificateRefused(reason: reason)
                : .serverCertificateRefused(reason: reason)
        case SSL_AD_REASON_OFFSET...(SSL_AD_REASON_OFFSET + 255):
            let alert =
                SSL_alert_desc_string_long(error.reason - SSL_AD_REASON_OFFSET)
                .map { String(cString: $0) } ?? "unknown"
            self = isServer ? .alertFromClient(alert) : .alertFromServer(alert)
        default:
            self = .brokenProtocol(reason: error.text)
        }
    }

    /// The failure in one line.
    package var description: String {
        switch self {
        case .plainHTTP: "the client speaks plain HTTP, but this port expects TLS"
        case .notTLS: "the client speaks neither TLS nor HTTP"
        case .noSharedVersion: "the client offers no version of TLS from 1.2 on"
        case .noSharedCipher: "the client offers no cipher suite that this server accepts"
        case .noSharedProtocol: "the client offers no http/1.1 in ALPN"
        case .clientCertificateMissing: "the client sent no certificate, but one is required"
        case .clientCertificateRefused(let reason):
            "the client's certificate is not accepted: \(reason)"
        case .serverCertificateRefused(let reason):
            "the server's certificate is not accepted: \(reason)"
        case .alertFromClient(let alert): "the client ended TLS with the alert: \(alert)"
        case .alertFromServer(let alert): "the server ended TLS with the alert: \(alert)"
        case .endedAbruptly: "the connection ended without a TLS close_notify"
        case .brokenProtocol(let reason): "TLS protocol error: \(reason)"
        }
    }
}
