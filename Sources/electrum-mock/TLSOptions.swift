import ArgumentParser
import Glibc
import HTTPMessages
import HTTPServing

/// The TLS options.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server's certificate chain in PEM.", valueName: "file"),
        completion: .file())
    var tlsCert: String?

    @Option(
        help: ArgumentHelp("The private key of the certificate in PEM.", valueName: "file"),
        completion: .file())
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            """
            A file whose first line is the pass phrase of --tls-key; the phrase itself may be in \
            ELECTRUM_MOCK_TLS_KEY_PASSPHRASE.
            """, valueName: "file"), completion: .file())
    var tlsKeyPassphraseFile: String?

    // A text: what cannot be parsed as another type is taken for the bare option.
    @Option(
        defaultAsFlag: KeyKind.ecdsa.rawValue, parsing: .next,
        help: ArgumentHelp(
            "Serve TLS with a certificate made at start; the key is p256 or rsa.",
            valueName: "kind"))
    var tlsSelfSigned: String?

    @Option(
        help: ArgumentHelp(
            "A further name or address in the self-signed certificate; may be repeated.",
            valueName: "name"))
    var tlsSan: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file for the certificate that clients of --tls-self-signed must trust.",
            valueName: "file"), completion: .file())
    var tlsCertOut: String?

    @Option(
        help: ArgumentHelp(
            "Require client certificates signed by these authorities, in PEM.", valueName: "file"),
        completion: .file())
    var tlsClientCa: String?

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key go together")
        }
        guard tlsKeyPassphraseFile == nil || tlsKey != nil else {
            throw ValidationError("--tls-key-passphrase-file goes with --tls-key")
        }
        if let tlsSelfSigned, KeyKind(rawValue: tlsSelfSigned) == nil {
            throw ValidationError("--tls-self-signed is p256 or rsa, not \(tlsSelfSigned)")
        }
        guard tlsCert == nil || !isSelfSigned else {
            throw ValidationError("--tls-self-signed and --tls-cert exclude each other")
        }
        guard isSelfSigned || (tlsSan.isEmpty && tlsCertOut == nil) else {
            throw ValidationError("--tls-san and --tls-cert-out go with --tls-self-signed")
        }
        guard tlsClientCa == nil || isSelfSigned || tlsCert != nil else {
            throw ValidationError("--tls-client-ca goes with --tls-cert or --tls-self-signed")
        }
    }

    /// Returns the TLS set-up, and the certificate that clients must trust if it is self-signed;
    /// nil for plain HTTP. Errors in files are reported on standard error.
    ///
    /// - Parameter addresses: those of the server; a self-signed certificate is valid for their
    ///   names.
    func setup(
        listeningOn addresses: [ListenAddress]
    ) throws -> (server: TLSSetup, authority: PEMText)? {
        guard isOn else { return nil }
        do {
            let names = addresses.filter { !$0.isEverywhere && !$0.isUnix }.map(\.host)
            return try makeSetup(extraNames: tlsSan + names)
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(2)
        }
    }

    /// The files that are read.
    var inputs: [String?] { [tlsCert, tlsKey, tlsKeyPassphraseFile, tlsClientCa] }

    /// True if TLS is on.
    var isOn: Bool { isSelfSigned || tlsCert != nil }

    private typealias KeyKind = SelfSignedCertificates.KeyKind

    /// True if the certificate is made at start.
    var isSelfSigned: Bool { tlsSelfSigned != nil }

    /// More than any pass phrase, which OpenSSL bounds to 1,024 bytes.
    private static let passphraseBytesMax = 4096

    private func makeSetup(extraNames: [String]) throws -> (server: TLSSetup, authority: PEMText) {
        let selfSigned = try SelfSignedCertificates(
            tlsSelfSigned.flatMap(KeyKind.init(rawValue:)) ?? .ecdsa, extraNames: extraNames,
            now: Int(Instant.now().unix / 1_000_000_000))
        let authorities = try tlsClientCa.map(PEMText.init(file:))
        var identity = selfSigned.identity
        if let tlsCert, let tlsKey {
            identity = try TLSIdentity(
                certificateFile: tlsCert, keyFile: tlsKey, passphrase: try passphrase())
        }
        let setup = TLSSetup(
            try TLSConfiguration(identity: identity, clientAuthorities: authorities),
            expired: try TLSConfiguration(
                identity: selfSigned.expiredIdentity, clientAuthorities: authorities))
        return (setup, selfSigned.authority)
    }

    /// Returns the first line of the file, or else the variable, which `ps` does not show as it
    /// does arguments; nil without both.
    private func passphrase() throws -> [UInt8]? {
        guard let file = tlsKeyPassphraseFile else {
            return getenv(EnvironmentOptions.passphrase).map {
                Array(String(cString: $0).utf8)
            }
        }
        do {
            let bytes = try WholeFile(path: file).read(atMost: Self.passphraseBytesMax)
            return Array(bytes.prefix { $0 != 10 && $0 != 13 })
        } catch {
            throw WholeFile.Failure(description: "\(file): cannot be read: \(error)")
        }
    }
}
