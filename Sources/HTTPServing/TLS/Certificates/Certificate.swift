import COpenSSL

/// An X.509 certificate of OpenSSL.
final class Certificate {
    /// The issuer that signs a certificate.
    struct Issuer {
        let certificate: Certificate
        let key: PrivateKey
    }

    let pointer: OpaquePointer

    /// Takes over a reference to the certificate.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        X509_free(pointer)
    }

    /// Returns the certificates in the text, in order, at least one.
    static func all(in text: PEMText) throws(TLSConfigurationError) -> [Certificate] {
        let labels = text.labels
        if labels.isEmpty { throw .notPEM(text.source) }
        let count = labels.count { $0.hasSuffix("CERTIFICATE") }
        if count == 0 { throw .noCertificate(text.source) }
        let stream = MemoryBIO(text.bytes)
        var certificates: [Certificate] = []
        for place in 1...count {
            guard let pointer = PEM_read_bio_X509(stream.pointer, nil, nil, nil) else {
                let reason = OpenSSLError.latest().text
                throw .brokenCertificate(text.source, place: place, reason: reason)
            }
            certificates.append(Certificate(owning: pointer))
        }
        return certificates
    }

    /// Makes and signs a certificate (RFC 5280).
    ///
    /// - Parameters:
    ///   - commonName: the whole subject, at most 64 bytes.
    ///   - key: the key whose public half is certified.
    ///   - issuer: who signs; nil for a certificate that signs itself.
    ///   - validity: in seconds since 1970.
    ///   - extensions: by NID, each in the syntax of x509v3_config(5).
    convenience init(
        commonName: String, key: PrivateKey, issuer: Issuer? = nil, validity: Range<Int>,
        extensions: KeyValuePairs<Int32, String>
    ) {
        guard let pointer = X509_new() else { preconditionFailure("no memory for a certificate") }
        self.init(owning: pointer)
        let issuer = issuer ?? Issuer(certificate: self, key: key)
        let name = X509_get_subject_name(pointer)
        var isDone =
            X509_set_version(pointer, Int(X509_VERSION_3)) == 1
            && ASN1_INTEGER_set_uint64(
                X509_get_serialNumber(pointer), .random(in: 1...UInt64(Int64.max))) == 1
            && X509_NAME_add_entry_by_NID(
                name, NID_commonName, MBSTRING_UTF8, commonName, -1, -1, 0) == 1
            && X509_set_issuer_name(pointer, X509_get_subject_name(issuer.certificate.pointer)) == 1
            && ASN1_TIME_set(X509_getm_notBefore(pointer), validity.lowerBound) != nil
            && ASN1_TIME_set(X509_getm_notAfter(pointer), validity.upperBound) != nil
            && X509_set_pubkey(pointer, key.pointer) == 1
        for (nid, value) in extensions where isDone {
            isDone =
                COpenSSL_X509_add_extension(pointer, issuer.certificate.pointer, nid, value) == 1
        }
        isDone = isDone && X509_sign(pointer, issuer.key.pointer, EVP_sha256()) > 0
        precondition(isDone, "OpenSSL makes no certificate: \(OpenSSLError.latest().text)")
    }

    /// The certificate as PEM text.
    var pem: [UInt8] {
        let stream = MemoryBIO()
        PEM_write_bio_X509(stream.pointer, pointer)
        return stream.takeBytes()
    }

    /// The subject in one line, in the manner of RFC 2253, but with characters outside ASCII as
    /// they are.
    var subject: String {
        let stream = MemoryBIO()
        let flags = COpenSSL_XN_FLAG_RFC2253 & ~UInt(ASN1_STRFLGS_ESC_MSB)
        X509_NAME_print_ex(stream.pointer, X509_get_subject_name(pointer), 0, flags)
        return String(decoding: stream.takeBytes(), as: UTF8.self)
    }
}
