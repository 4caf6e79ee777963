import COpenSSL
import Testing

@testable import HTTPServing

@Suite("A TLS configuration from files")
struct TLSConfigurationTests {
    /// Files, and the line that a person is told about them.
    struct Mistake: CustomTestStringConvertible {
        let testDescription: String
        var certificates: [UInt8]
        var key: [UInt8]
        var authorities: [UInt8]?
        let line: String

        init(
            _ name: String, certificates: [UInt8] = Samples.certificate, key: [UInt8] = Samples.key,
            authorities: [UInt8]? = nil, line: String
        ) {
            testDescription = name
            self.certificates = certificates
            self.key = key
            self.authorities = authorities
            self.line = line
        }
    }

    private let directory = TemporaryDirectory()

    @Test("is accepted when the files fit")
    func good() {
        #expect(complaint(Mistake("none", authorities: Samples.certificate, line: "")) == nil)
    }

    @Test("is accepted when the key stands after its parameters")
    func parameters() {
        #expect(complaint(Mistake("none", key: Samples.keyAfterParameters, line: "")) == nil)
    }

    @Test("presents the whole chain")
    func chain() throws {
        let root = TestCertificates.authority("Root")
        let middle = TestCertificates.authority("Middle", by: root)
        let identity = TestCertificates.identity(
            "leaf", usage: "serverAuth", by: middle, chain: [middle.certificate])
        let pair = try TLSPair(
            TestCertificates.context(identity),
            TLSClient.Options(authority: TestCertificates.text(root.certificate)))
        #expect(pair.client.failure == nil)
        #expect(pair.server.state == .established)
    }

    @Test("names the mistake in a file", arguments: Samples.mistakes)
    func mistake(_ mistake: Mistake) {
        #expect(complaint(mistake) == mistake.line)
    }

    @Test("names a file that is missing")
    func missing() {
        #expect(complaint(certificateFile: "none.pem") == "none.pem: no such file; check the path")
    }

    @Test("names a file that cannot be read")
    func unreadable() {
        #expect(
            complaint(certificateFile: "")
                == ": cannot be read (Is a directory); name a PEM file that this process may read")
    }

    @Test("names an encrypted key and how to decrypt it", arguments: [true, false])
    func encryptedKey(isTraditional: Bool) throws {
        let encrypted = Samples.encryptedKey(isTraditional: isTraditional)
        #expect(
            complaint(Mistake("encrypted", key: encrypted, line: ""))
                == "key.pem: the private key is encrypted; "
                + "decrypt it with openssl pkey -in key.pem -out FILE and name that FILE")
    }

    @Test("gives up on a file without end")
    func tooLarge() {
        let endless = [UInt8](repeating: 65, count: 2 << 20)
        #expect(
            complaint(Mistake("large", certificates: endless, line: ""))
                == "cert.pem: larger than 1048576 bytes, so no certificate or key; name a PEM file")
    }

    /// The line about these files, without the name of the directory.
    private func complaint(_ mistake: Mistake) -> String? {
        let certificateFile = directory.write(mistake.certificates, to: "cert.pem")
        let keyFile = directory.write(mistake.key, to: "key.pem")
        let authorities = mistake.authorities.map { directory.write($0, to: "ca.pem") }
        return complaint {
            try TLSConfiguration(
                identity: TLSIdentity(certificateFile: certificateFile, keyFile: keyFile),
                clientAuthorities: authorities.map { try PEMText(file: $0) })
        }
    }

    private func complaint(certificateFile: String) -> String? {
        complaint {
            try TLSIdentity(certificateFile: "\(directory.path)/\(certificateFile)", keyFile: "")
        }
    }

    private func complaint(_ body: () throws -> some Sendable) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return "\(error)".split(
                separator: "\(directory.path)/", omittingEmptySubsequences: false
            )
            .joined()
        }
    }
}
