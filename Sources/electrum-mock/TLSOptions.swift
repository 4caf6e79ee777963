import ArgumentParser
import Glibc
import HTTPMessages
import HTTPServing

/// How the mock speaks TLS.
struct TLSOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server's certificate chain, PEM.", valueName: "file"))
    var tlsCert: String?

    @Option(help: ArgumentHelp("The key of the certificate, PEM.", valueName: "file"))
    var tlsKey: String?

    @Flag(help: "Speak TLS with a certificate made at start.")
    var tlsSelfSigned = false

    @Option(
        help: ArgumentHelp(
            "One more name or address in the self-signed certificate; may be repeated.",
            valueName: "name"))
    var tlsSan: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where to write the certificate that clients of --tls-self-signed must trust.",
            valueName: "file"))
    var tlsCertOut: String?

    @Option(
        help: ArgumentHelp(
            "Demand client certificates that these authorities signed, PEM.", valueName: "file"))
    var tlsClientCa: String?

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key go together")
        }
        guard tlsCert == nil || !tlsSelfSigned else {
            throw ValidationError("--tls-self-signed and --tls-cert exclude each other")
        }
        guard tlsSelfSigned || (tlsSan.isEmpty && tlsCertOut == nil) else {
            throw ValidationError("--tls-san and --tls-cert-out go with --tls-self-signed")
        }
        guard tlsClientCa == nil || tlsSelfSigned || tlsCert != nil else {
            throw ValidationError("--tls-client-ca goes with --tls-cert or --tls-self-signed")
        }
    }

    /// What the server is to present, and what clients must trust if it is self-signed; nil for
    /// plain HTTP. What is wrong with a file goes to standard error.
    ///
    /// - Parameter addresses: of the server; a self-signed certificate is good for their names.
    func setup(
        listeningOn addresses: [ListenAddress]
    ) throws -> (server: TLSSetup, authority: PEMText)? {
        guard isOn else { return nil }
        do {
            let names = addresses.filter { !$0.isEverywhere }.map(\.host)
            return try makeSetup(extraNames: tlsSan + names)
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(2)
        }
    }

    /// Whether TLS is spoken.
    var isOn: Bool { tlsSelfSigned || tlsCert != nil }

    private func makeSetup(extraNames: [String]) throws -> (server: TLSSetup, authority: PEMText) {
        let selfSigned = try SelfSignedCertificates(
            extraNames: extraNames, now: Int(Instant.now().unix / 1_000_000_000))
        let authorities = try tlsClientCa.map(PEMText.init(file:))
        var identity = selfSigned.identity
        if let tlsCert, let tlsKey {
            identity = try TLSIdentity(certificateFile: tlsCert, keyFile: tlsKey)
        }
        let setup = TLSSetup(
            try TLSConfiguration(identity: identity, clientAuthorities: authorities),
            expired: try TLSConfiguration(
                identity: selfSigned.expiredIdentity, clientAuthorities: authorities))
        return (setup, selfSigned.authority)
    }
}
