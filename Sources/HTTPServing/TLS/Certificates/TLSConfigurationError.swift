import COpenSSL

/// A mistake in the TLS options. `description` is one line: the file, the mistake, the remedy.
package enum TLSConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file does not exist.
    case missing(String)
    /// The operating system does not let it be read.
    case unreadable(String, reason: String)
    /// The file is larger than any certificate or key.
    case tooLarge(String, bytesMax: Int)
    /// No PEM block in the file.
    case notPEM(String)
    /// PEM, but no certificate.
    case noCertificate(String)
    /// The certificate at this place of the file, from 1, cannot be decoded.
    case brokenCertificate(String, place: Int, reason: String)
    /// PEM, but no private key.
    case noKey(String)
    /// The private key needs a pass phrase.
    case encryptedKey(String)
    /// The pass phrase does not decrypt the private key.
    case wrongPassphrase(String)
    /// The private key cannot be decoded.
    case brokenKey(String)
    /// The private key is not that of the first certificate.
    case keyMismatch(key: String, certificate: String)
    /// OpenSSL rejects it, for example because its key is too short.
    case refused(String, reason: String)
    /// Neither a host name nor an IP address.
    case badName(String)
    /// OpenSSL itself does not work.
    case unusableOpenSSL(reason: String)

    /// The mistake in one line.
    package var description: String {
        switch self {
        case .missing(let file):
            "\(file): no such file; check the path"
        case .unreadable(let file, let reason):
            "\(file): cannot be read (\(reason)); name a PEM file that this process may read"
        case .tooLarge(let file, let bytesMax):
            "\(file): larger than \(bytesMax) bytes, so no certificate or key; name a PEM file"
        case .notPEM(let file):
            "\(file): not PEM, it has no -----BEGIN line; "
                + "convert it, for DER with openssl x509 or openssl pkey and -inform DER"
        case .noCertificate(let file):
            "\(file): PEM, but no certificate in it; "
                + "name the file that has -----BEGIN CERTIFICATE-----"
        case .brokenCertificate(let file, let place, let reason):
            "\(file): certificate \(place) cannot be decoded (\(reason)); export it again"
        case .noKey(let file):
            "\(file): PEM, but no private key in it; "
                + "name the file that has -----BEGIN PRIVATE KEY-----"
        case .encryptedKey(let file):
            "\(file): the private key is encrypted; give its pass phrase with "
                + "--tls-key-passphrase-file FILE or ELECTRUM_MOCK_TLS_KEY_PASSPHRASE"
        case .wrongPassphrase(let file):
            "\(file): the pass phrase does not decrypt the private key; "
                + "check it with openssl pkey -in \(file) -noout"
        case .brokenKey(let file):
            "\(file): the private key cannot be decoded; export it again"
        case .keyMismatch(let key, let certificate):
            "\(key): not the key of the first certificate in \(certificate); "
                + "name the matching key, or put the server's own certificate first"
        case .refused(let file, let reason):
            "\(file): refused by OpenSSL (\(reason)); "
                + "use a key of ECDSA P-256 or of RSA with 2048 bits or more"
        case .badName(let name):
            "\(name): neither a host name nor an IP address; "
                + "give one such as till.example.com, 192.0.2.7 or 2001:db8::7"
        case .unusableOpenSSL(let reason):
            "OpenSSL: cannot be used (\(reason)); check its installation and openssl.cnf"
        }
    }
}

/// An entry of OpenSSL's error queue of the current thread.
struct OpenSSLError {
    /// The reason code of OpenSSL's error.
    let reason: Int32
    /// OpenSSL's description of the error.
    let text: String

    /// Returns the newest entry and clears the queue.
    static func latest() -> OpenSSLError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        let text = ERR_reason_error_string(code).map { String(cString: $0) }
        return OpenSSLError(reason: ERR_GET_REASON(code), text: text ?? "no reason given")
    }
}
