import COpenSSL

/// A private key of OpenSSL.
final class PrivateKey {
    let pointer: OpaquePointer

    /// Makes a new key.
    init(_ kind: SelfSignedCertificates.KeyKind = .ecdsa) {
        let made =
            switch kind {
            case .ecdsa: COpenSSL_EVP_EC_gen("P-256")
            case .rsa: COpenSSL_EVP_RSA_gen(2048)
            }
        guard let made else {
            preconditionFailure("OpenSSL makes no key: \(OpenSSLError.latest().text)")
        }
        pointer = made
    }

    /// Reads the first private key in the text.
    ///
    /// - Parameter passphrase: decrypts it, if it is encrypted.
    init(_ text: PEMText, passphrase: [UInt8]? = nil) throws(TLSConfigurationError) {
        let stream = MemoryBIO(text.bytes)
        let prompt = PassphrasePrompt(passphrase)
        let key = withExtendedLifetime(prompt) {
            PEM_read_bio_PrivateKey(
                stream.pointer, nil, answerPassphrasePrompt,
                Unmanaged.passUnretained(prompt).toOpaque())
        }
        if let key {
            pointer = key
            return
        }
        let labels = text.labels
        if labels.isEmpty { throw .notPEM(text.source) }
        guard labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }) else {
            throw .noKey(text.source)
        }
        ERR_clear_error()
        guard prompt.wasAsked else { throw .brokenKey(text.source) }
        throw passphrase == nil ? .encryptedKey(text.source) : .wrongPassphrase(text.source)
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

/// The pass phrase for OpenSSL's prompt.
private final class PassphrasePrompt {
    let passphrase: [UInt8]?
    var wasAsked = false

    init(_ passphrase: [UInt8]?) {
        self.passphrase = passphrase
    }
}

/// Answers OpenSSL with the pass phrase of a `PassphrasePrompt`, or fails. Without a callback
/// OpenSSL would ask on the terminal.
private func answerPassphrasePrompt(
    target: UnsafeMutablePointer<CChar>?, size: Int32, _: Int32, prompt: UnsafeMutableRawPointer?
) -> Int32 {
    guard let prompt else { return -1 }
    let asked = Unmanaged<PassphrasePrompt>.fromOpaque(prompt).takeUnretainedValue()
    asked.wasAsked = true
    guard let target, let passphrase = asked.passphrase, passphrase.count <= Int(size)
    else { return -1 }
    UnsafeMutableRawBufferPointer(start: target, count: passphrase.count).copyBytes(
        from: passphrase)
    return Int32(passphrase.count)
}
