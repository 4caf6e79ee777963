import COpenSSL

@testable import HTTPServing

/// PEM files that are right, and all the ways in which they can be wrong.
enum Samples {
    private static let identity = TestCertificates.identity(
        "server", usage: "serverAuth", by: TestCertificates.authority("Shop"))
    static let certificate = identity.certificates.bytes
    static let key = identity.key.bytes

    /// As `openssl ecparam -genkey` writes a key: the name of the curve, P-256, comes first.
    static let keyAfterParameters =
        Array(
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n".utf8)
        + key

    static let mistakes = [
        TLSConfigurationTests.Mistake(
            "DER instead of PEM", certificates: [0x30, 0x82, 1, 2, 3],
            line: "cert.pem: not PEM, it has no -----BEGIN line; "
                + "convert it, for DER with openssl x509 or openssl pkey and -inform DER"),
        TLSConfigurationTests.Mistake(
            "an empty key file", key: [],
            line: "key.pem: not PEM, it has no -----BEGIN line; "
                + "convert it, for DER with openssl x509 or openssl pkey and -inform DER"),
        TLSConfigurationTests.Mistake(
            "the key as certificate", certificates: key,
            line: "cert.pem: PEM, but no certificate in it; "
                + "name the file that has -----BEGIN CERTIFICATE-----"),
        TLSConfigurationTests.Mistake(
            "the certificate as key", key: certificate,
            line: "key.pem: PEM, but no private key in it; "
                + "name the file that has -----BEGIN PRIVATE KEY-----"),
        TLSConfigurationTests.Mistake(
            "a broken second certificate", certificates: certificate + broken("CERTIFICATE"),
            line: "cert.pem: certificate 2 cannot be decoded (bad base64 decode); export it again"),
        TLSConfigurationTests.Mistake(
            "a broken key", key: broken("PRIVATE KEY"),
            line: "key.pem: the private key cannot be decoded; export it again"),
        TLSConfigurationTests.Mistake(
            "the key of another certificate", key: PrivateKey().pem, line: mismatch),
        TLSConfigurationTests.Mistake(
            "a key of another kind", key: rsaKey(bits: 2048), line: mismatch),
        TLSConfigurationTests.Mistake(
            "a key that is too short", certificates: weak.certificate, key: weak.key,
            line: "cert.pem: refused by OpenSSL (ee key too small); "
                + "use a key of ECDSA P-256 or of RSA with 2048 bits or more"),
        TLSConfigurationTests.Mistake(
            "an authority without a certificate", authorities: key,
            line: "ca.pem: PEM, but no certificate in it; "
                + "name the file that has -----BEGIN CERTIFICATE-----"),
    ]

    /// The key with a pass phrase, as PKCS #8 or as OpenSSL wrote keys before.
    static func encryptedKey(isTraditional: Bool) throws -> [UInt8] {
        let stream = MemoryBIO()
        let key = try PrivateKey(PEMText(source: "", bytes: Self.key))
        if isTraditional {
            PEM_write_bio_PrivateKey_traditional(
                stream.pointer, key.pointer, EVP_aes_128_cbc(), "secret", 6, nil, nil)
        } else {
            PEM_write_bio_PKCS8PrivateKey(
                stream.pointer, key.pointer, EVP_aes_128_cbc(), "secret", 6, nil, nil)
        }
        return stream.takeBytes()
    }

    private static let mismatch =
        "key.pem: not the key of the first certificate in cert.pem; "
        + "name the matching key, or put the server's own certificate first"

    private static func broken(_ label: String) -> [UInt8] {
        Array("-----BEGIN \(label)-----\n!!!!\n-----END \(label)-----\n".utf8)
    }

    private static let weak: (certificate: [UInt8], key: [UInt8]) = {
        let pem = rsaKey(bits: 1024)
        guard let key = try? PrivateKey(PEMText(source: "", bytes: pem)) else { return ([], []) }
        let certificate = Certificate(
            commonName: "weak", key: key, validity: 0..<86_400, extensions: [:])
        return (certificate.pem, pem)
    }()

    private static func rsaKey(bits: Int32) -> [UInt8] {
        let generator = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
        var key: OpaquePointer?
        EVP_PKEY_keygen_init(generator)
        EVP_PKEY_CTX_set_rsa_keygen_bits(generator, bits)
        EVP_PKEY_keygen(generator, &key)
        let stream = MemoryBIO()
        PEM_write_bio_PrivateKey(stream.pointer, key, nil, nil, 0, nil, nil)
        EVP_PKEY_free(key)
        EVP_PKEY_CTX_free(generator)
        return stream.takeBytes()
    }
}
