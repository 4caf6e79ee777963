/// The certificate chain a server presents, its own certificate first, and the key to it.
package struct TLSIdentity: Sendable {
    let certificates: PEMText
    let key: PEMText
    /// Decrypts the key; nil for a key that is not encrypted.
    let passphrase: [UInt8]?

    init(certificates: PEMText, key: PEMText, passphrase: [UInt8]? = nil) {
        self.certificates = certificates
        self.key = key
        self.passphrase = passphrase
    }

    /// Reads two PEM files; `TLSConfiguration` validates them.
    ///
    /// - Parameter passphrase: decrypts the key; ignored for one that is not encrypted.
    package init(
        certificateFile: String, keyFile: String, passphrase: [UInt8]? = nil
    ) throws(TLSConfigurationError) {
        certificates = try PEMText(file: certificateFile)
        key = try PEMText(file: keyFile)
        self.passphrase = passphrase
    }
}
