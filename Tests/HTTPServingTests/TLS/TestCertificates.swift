import COpenSSL
import Glibc

@testable import HTTPServing

/// Certificates that tests need and the product never makes. They stand at the time of the test
/// run, because OpenSSL compares them with the clock of the machine.
enum TestCertificates {
    static let now = time(nil)
    private static let validity = now - 3_600..<now + 3_600

    /// A server that any client of the tests can be made to trust.
    static func selfSigned(_ extraNames: [String] = []) throws -> SelfSignedCertificates {
        try SelfSignedCertificates(extraNames: extraNames, now: now)
    }

    /// A context that presents it.
    static func context(_ identity: TLSIdentity, clientAuthorities: PEMText? = nil) throws
        -> TLSContext
    {
        try TLSContext(
            TLSConfiguration(identity: identity, clientAuthorities: clientAuthorities))
    }

    /// An authority, able to sign.
    static func authority(_ name: String, by issuer: Certificate.Issuer? = nil)
        -> Certificate.Issuer
    {
        let key = PrivateKey()
        let certificate = Certificate(
            commonName: name, key: key, issuer: issuer, validity: validity,
            extensions: [
                NID_basic_constraints: "critical,CA:TRUE", NID_key_usage: "critical,keyCertSign",
                NID_subject_key_identifier: "hash",
            ])
        return Certificate.Issuer(certificate: certificate, key: key)
    }

    /// Returns an identity for a client or server, with its chain.
    static func identity(
        _ name: String, usage: String, by issuer: Certificate.Issuer,
        validity: Range<Int> = validity, chain: [Certificate] = []
    ) -> TLSIdentity {
        let key = PrivateKey()
        let certificate = Certificate(
            commonName: name, key: key, issuer: issuer, validity: validity,
            extensions: [NID_ext_key_usage: usage])
        return TLSIdentity(
            certificates: PEMText(
                source: "chain.pem", bytes: certificate.pem + chain.flatMap(\.pem)),
            key: PEMText(source: "key.pem", bytes: key.pem))
    }

    /// The certificate as a client or server that trusts it wants it.
    static func text(_ certificate: Certificate) -> PEMText {
        PEMText(source: "authority.pem", bytes: certificate.pem)
    }
}
