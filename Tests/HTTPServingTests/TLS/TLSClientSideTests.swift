import Testing

@testable import HTTPServing

/// Both sides of TLS by the product: what a client trusts.
struct TLSClientSideTests {
    /// Lets both sides talk until neither has more to say.
    private func handshake(
        _ host: String, trusting authorities: PEMText?, with identity: TLSIdentity
    ) throws -> (client: TLSSession, server: TLSSession) {
        let server = TLSSession(try TestCertificates.context(identity))
        let client = TLSSession(to: host, try TLSContext(trusting: authorities))
        var ignored: [UInt8] = []
        var toServer = client.receive([], into: &ignored)
        while !toServer.isEmpty {
            let toClient = server.receive(toServer, into: &ignored)
            toServer = toClient.isEmpty ? [] : client.receive(toClient, into: &ignored)
        }
        return (client, server)
    }

    private let mock: SelfSignedCertificates

    init() throws { mock = try TestCertificates.selfSigned() }

    @Test(
        "A client accepts a certificate for the host by a trusted issuer",
        arguments: ["localhost", "127.0.0.1", "::1"])
    func trusted(host: String) throws {
        let pair = try handshake(host, trusting: mock.authority, with: mock.identity)
        #expect(pair.client.state == .established)
        var plaintext: [UInt8] = []
        _ = pair.server.receive(pair.client.encrypt(Array("ping".utf8)), into: &plaintext)
        #expect(plaintext == Array("ping".utf8))
        plaintext = []
        _ = pair.client.receive(pair.server.encrypt(Array("pong".utf8)), into: &plaintext)
        #expect(plaintext == Array("pong".utf8))
    }

    @Test("A client refuses what it cannot trust, and says why")
    func refused() throws {
        let other = try TestCertificates.selfSigned()
        for (host, authorities, reason) in [
            ("other.example", mock.authority, "hostname mismatch"),
            ("192.0.2.7", mock.authority, "IP address mismatch"),
            ("localhost", other.authority, "unable to get local issuer certificate"),
            ("localhost", nil, "unable to get local issuer certificate"),
        ] {
            let pair = try handshake(host, trusting: authorities, with: mock.identity)
            #expect(pair.client.state == .failed(.serverCertificateRefused(reason: reason)))
        }
    }
}
