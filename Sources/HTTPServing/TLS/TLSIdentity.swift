/// The certificate chain a server presents, its own certificate first, and the key to it.
public struct TLSIdentity: Sendable {
    let certificates: PEMText
    let key: PEMText

    init(certificates: PEMText, key: PEMText) {
        self.certificates = certificates
        self.key = key
    }

    /// Reads two PEM files. What they hold is looked at by `TLSConfiguration`.
    public init(certificateFile: String, keyFile: String) throws(TLSConfigurationError) {
        certificates = try PEMText(file: certificateFile)
        key = try PEMText(file: keyFile)
    }
}
