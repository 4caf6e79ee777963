import COpenSSL
import Testing

@testable import HTTPServing

@Suite("A client on the mock's machine is told a name")
struct ReachableNameTests {
    /// A server whose certificate is good for these names, in the syntax of x509v3_config(5).
    private func setup(_ names: String) throws -> TLSSetup {
        let key = PrivateKey()
        let certificate = Certificate(
            commonName: "Somebody", key: key,
            validity: TestCertificates.now - 60..<TestCertificates.now + 3_600,
            extensions: names.isEmpty ? [:] : [NID_subject_alt_name: names])
        let identity = TLSIdentity(
            certificates: PEMText(source: "own.pem", bytes: certificate.pem),
            key: PEMText(source: "own.key", bytes: key.pem))
        let configuration = try TLSConfiguration(identity: identity)
        return TLSSetup(configuration, expired: configuration)
    }

    @Test(
        "that the certificate is good for, where it leads to what is listened on",
        arguments: [
            // Where it listens, what the certificate says, what the client is told.
            ("*", "DNS:mock.example", "mock.example"), ("*", "IP:127.0.0.1", "127.0.0.1"),
            ("*", "DNS:localhost,DNS:mock.example", "localhost"), ("*", "IP:::1", "::1"),
            ("*", "DNS:*.example,DNS:mock.example", "mock.example"),
            ("*", "IP:192.0.2.1", "192.0.2.1"),
            ("*", "DNS:*.example", "127.0.0.1"), ("*", "", "127.0.0.1"),
            ("*", "email:a@b.example,URI:https://x.example,DNS:mock", "mock"),
            ("0.0.0.0", "DNS:mock.example", "mock.example"), ("0.0.0.0", "IP:::1", "127.0.0.1"),
            ("::", "DNS:localhost", "localhost"), ("::", "IP:::1", "::1"),
            ("127.0.0.1", "DNS:localhost", "localhost"),
            ("127.0.0.1", "DNS:localhost,IP:127.0.0.1", "127.0.0.1"),
            ("127.0.0.1", "DNS:mock.invalid", "127.0.0.1"), ("127.0.0.1", "IP:::1", "127.0.0.1"),
            ("localhost", "DNS:localhost", "localhost"), ("localhost", "IP:127.0.0.1", "127.0.0.1"),
            ("::1", "DNS:localhost", "localhost"), ("192.0.2.7", "DNS:localhost", "192.0.2.7"),
            ("192.0.2.7", "DNS:mock.example", "192.0.2.7"),
            ("mock.example", "DNS:localhost,DNS:mock.example", "mock.example"),
        ])
    func chosen(host: String, names: String, told: String) throws {
        let address = ListenAddress(host: host, port: 7)
        #expect(
            try setup(names).reachable(address) == ListenAddress(host: told, port: 7), "\(names)")
    }

    @Test("of the certificate that was made for it")
    func selfSigned() throws {
        let identity = try TestCertificates.selfSigned(["mock.example"]).identity
        let configuration = try TLSConfiguration(identity: identity)
        let setup = TLSSetup(configuration, expired: configuration)
        for (host, told) in [("*", "127.0.0.1"), ("::", "::1"), ("mock.example", "mock.example")] {
            let address = ListenAddress(host: host, port: 7)
            #expect(setup.reachable(address).host == told)
        }
    }
}
