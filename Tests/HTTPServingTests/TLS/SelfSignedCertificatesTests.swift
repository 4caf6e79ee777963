import COpenSSL
import Testing

@testable import HTTPServing

@Suite("Self-signed certificates")
struct SelfSignedCertificatesTests {
    private static let extraNames = [
        "till.example.com", "*.shop.test", "mock_1", "192.0.2.7", "2001:db8::7",
    ]

    private func failure(host: String, extraNames: [String] = extraNames) throws -> String? {
        let certificates = try TestCertificates.selfSigned(extraNames)
        let options = TLSClient.Options(authority: certificates.authority, host: host)
        return try TLSPair(TestCertificates.context(certificates.identity), options).client.failure
    }

    @Test(
        "convince a client that trusts their authority",
        arguments: [
            "localhost", "127.0.0.1", "::1", "till.example.com", "a.shop.test", "mock_1",
            "192.0.2.7", "2001:db8::7",
        ])
    func names(_ host: String) throws {
        #expect(try failure(host: host) == nil)
    }

    @Test(
        "are not for another host",
        arguments: [("example.com", "hostname"), ("192.0.2.8", "IP address")])
    func otherHost(_ host: String, _ what: String) throws {
        #expect(try failure(host: host)?.lowercased() == "\(what) mismatch".lowercased())
    }

    @Test("serve clients that know RSA only, when made with RSA keys", arguments: [true, false])
    func rsa(isExpired: Bool) throws {
        let certificates = try SelfSignedCertificates(.rsa, now: TestCertificates.now)
        let options = TLSClient.Options(
            versions: TLS1_2_VERSION...TLS1_2_VERSION, authority: certificates.authority,
            host: "localhost", ciphers: "ECDHE-RSA-AES128-GCM-SHA256")
        let identity = isExpired ? certificates.expiredIdentity : certificates.identity
        let pair = try TLSPair(TestCertificates.context(identity), options)
        #expect(pair.client.failure == (isExpired ? "certificate has expired" : nil))
        let key = try PrivateKey(identity.key)
        withExtendedLifetime(key) { #expect(EVP_PKEY_get_bits(key.pointer) == 2048) }
    }

    @Test("stand for a year from now")
    func validity() throws {
        let certificate = try Certificate.all(
            in: TestCertificates.selfSigned().identity.certificates)[0]
        let start = TestCertificates.now
        let end = start + 365 * 86_400
        #expect(ASN1_TIME_cmp_time_t(X509_get0_notBefore(certificate.pointer), start) == -1)
        #expect(ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate.pointer), end) == 0)
    }

    @Test("give a client PEM text with one certificate and no key")
    func authority() throws {
        let authority = try TestCertificates.selfSigned().authority
        let text = String(decoding: authority.bytes, as: UTF8.self)
        #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(text.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("-----") }.count == 2)
    }

    @Test("have another key each time")
    func keys() throws {
        let first = try TestCertificates.selfSigned()
        let second = try TestCertificates.selfSigned()
        #expect(first.identity.key != second.identity.key)
    }

    @Test(
        "refuse a name that is neither a host nor an address",
        arguments: [
            "", "a b", "a,IP:1.2.3.4", "a..b", "-a", "a-", "https://a", "a:80", "kässe", "*",
            "a.*.b",
        ])
    func badName(_ name: String) {
        #expect(throws: TLSConfigurationError.badName(name)) {
            try TestCertificates.selfSigned([name])
        }
    }
}
