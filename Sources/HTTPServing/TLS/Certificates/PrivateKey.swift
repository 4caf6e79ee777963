import COpenSSL

/// A private key of OpenSSL.
final class PrivateKey {
    let pointer: OpaquePointer

    /// A new ECDSA key on P-256.
    init() {
        guard let pointer = COpenSSL_EVP_EC_gen("P-256") else {
            preconditionFailure("OpenSSL makes no key: \(OpenSSLError.latest().text)")
        }
        self.pointer = pointer
    }

    /// The first private key in the text.
    init(_ text: PEMText) throws(TLSConfigurationError) {
        let stream = MemoryBIO(text.bytes)
        var isEncrypted = false
        // Without a function of ours OpenSSL would ask for a pass phrase on the terminal.
        let key = PEM_read_bio_PrivateKey(
            stream.pointer, nil,
            { _, _, _, isEncrypted in
                isEncrypted?.storeBytes(of: true, as: Bool.self)
                return -1
            }, &isEncrypted)
        if let key {
            pointer = key
            return
        }
        let labels = text.labels
        if labels.isEmpty { throw .notPEM(text.source) }
        guard labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }) else {
            throw .noKey(text.source)
        }
        throw isEncrypted ? .encryptedKey(text.source) : .brokenKey(text.source)
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// The key as PEM text, not encrypted.
    var pem: [UInt8] {
        let stream = MemoryBIO()
        PEM_write_bio_PrivateKey(stream.pointer, pointer, nil, nil, 0, nil, nil)
        return stream.takeBytes()
    }
}
