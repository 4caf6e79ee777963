import COpenSSL
import TestSupport
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
        var passphrase: String?
        let line: String

        init(
            _ name: String, certificates: [UInt8] = Samples.certificate, key: [UInt8] = Samples.key,
            authorities: [UInt8]? = nil, passphrase: String? = nil, line: String
        ) {
            testDescription = name
            self.certificates = certificates
            self.key = key
            self.authorities = authorities
            self.passphrase = passphrase
            self.line = line
        }
    }

    private let directory = TemporaryDirectory()

    @Test("is accepted when the files fit")
    func good() throws {
        #expect(try complaint(Mistake("none", authorities: Samples.certificate, line: "")) == nil)
    }

    @Test("is accepted when the key stands after its parameters")
    func parameters() throws {
        #expect(try complaint(Mistake("none", key: Samples.keyAfterParameters, line: "")) == nil)
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
    func mistake(_ mistake: Mistake) throws {
        #expect(try complaint(mistake) == mistake.line)
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

    @Test("names an encrypted key and what to give for it", arguments: [true, false])
    func encryptedKey(isTraditional: Bool) throws {
        let encrypted = try Samples.encryptedKey(isTraditional: isTraditional)
        #expect(
            try complaint(Mistake("encrypted", key: encrypted, line: ""))
                == "key.pem: the private key is encrypted; give its pass phrase with "
                + "--tls-key-passphrase-file FILE or ELECTRUM_MOCK_TLS_KEY_PASSPHRASE")
    }

    @Test("decrypts a key with the right pass phrase only", arguments: [true, false])
    func passphrase(isTraditional: Bool) throws {
        let encrypted = try Samples.encryptedKey(isTraditional: isTraditional)
        let wrong =
            "key.pem: the pass phrase does not decrypt the private key; "
            + "check it with openssl pkey -in key.pem -noout"
        let others = ["", "secre", "secret ", String(repeating: "s", count: 2_000)]
        for passphrase in ["secret"] + others {
            let directory = TemporaryDirectory()
            let mistake = Mistake("", key: encrypted, passphrase: passphrase, line: "")
            let line = passphrase == "secret" ? nil : wrong
            #expect(try complaint(mistake, in: directory) == line, "\(passphrase.count)")
        }
    }

    @Test("ignores a pass phrase for a key that is not encrypted")
    func needlessPassphrase() throws {
        #expect(try complaint(Mistake("", passphrase: "secret", line: "")) == nil)
    }

    @Test("skips byte order marks, in the middle of a file too")
    func byteOrderMarks() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let certificates = mark + Samples.certificate + mark + Samples.certificate
        let directory = TemporaryDirectory()
        let mistake = Mistake(
            "", certificates: certificates, key: mark + Samples.key,
            authorities: mark + Samples.certificate, line: "")
        #expect(try complaint(mistake, in: directory) == nil)
        let text = try PEMText(file: directory.path + "/cert.pem")
        #expect(try Certificate.all(in: text).count == 2)
    }

    @Test("gives up on a file without end")
    func tooLarge() throws {
        let endless = [UInt8](repeating: 65, count: 2 << 20)
        #expect(
            try complaint(Mistake("large", certificates: endless, line: ""))
                == "cert.pem: larger than 1048576 bytes, so no certificate or key; name a PEM file")
    }

    /// The line about these files, without the name of the directory.
    private func complaint(_ mistake: Mistake) throws -> String? {
        try complaint(mistake, in: directory)
    }

    private func complaint(_ mistake: Mistake, in directory: TemporaryDirectory) throws -> String? {
        let certificateFile = try directory.write(mistake.certificates, to: "cert.pem")
        let keyFile = try directory.write(mistake.key, to: "key.pem")
        let authorities = try mistake.authorities.map { try directory.write($0, to: "ca.pem") }
        return complaint(in: directory) {
            try TLSConfiguration(
                identity: TLSIdentity(
                    certificateFile: certificateFile, keyFile: keyFile,
                    passphrase: mistake.passphrase.map { Array($0.utf8) }),
                clientAuthorities: authorities.map { try PEMText(file: $0) })
        }
    }

    private func complaint(certificateFile: String) -> String? {
        complaint(in: directory) {
            try TLSIdentity(certificateFile: "\(directory.path)/\(certificateFile)", keyFile: "")
        }
    }

    private func complaint(
        in directory: TemporaryDirectory, _ body: () throws -> some Sendable
    ) -> String? {
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
