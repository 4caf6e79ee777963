import COpenSSL
import Testing

@testable import HTTPServing

@Suite("A TLS session that cannot go on")
struct TLSSessionFailureTests {
    private let certificates: SelfSignedCertificates
    private let context: TLSContext

    init() throws {
        certificates = try TestCertificates.selfSigned()
        context = try TestCertificates.context(certificates.identity)
    }

    private func alert(level: UInt8 = 2, _ description: UInt8) -> [UInt8] {
        [21, 3, 3, 0, 2, level, description]
    }

    /// Returns the server's answer to bytes on a fresh connection.
    private func answer(to bytes: [UInt8], bytesAtATime: Int = .max) -> ([UInt8], TLSSession.State)
    {
        let server = TLSSession(context)
        var plaintext: [UInt8] = []
        var answer: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            answer += server.receive(Array(rest.prefix(bytesAtATime)), into: &plaintext)
            rest = rest.dropFirst(bytesAtATime)
        }
        return (answer, server.state)
    }

    @Test(
        "knows plain HTTP, and leaves the answer in clear to its owner",
        arguments: [
            "GET / HTTP/1.1\r\n\r\n", "POST /suv/v1/vouchers HTTP/1.1\r\n", "PUT /a HTTP/1.1\r\n",
            "DELETE /a HTTP/1.1\r\n", "HEAD / HTTP/1.1\r\n", "OPTIONS * HTTP/1.1\r\n",
            "PATCH /a HTTP/1.1\r\n", "CONNECT a:1 HTTP/1.1\r\n", "TRACE / HTTP/1.1\r\n",
        ], [1, .max])
    func plainHTTP(_ request: String, bytesAtATime: Int) {
        let (answer, state) = answer(to: Array(request.utf8), bytesAtATime: bytesAtATime)
        #expect(state == .failed(.plainHTTP))
        #expect(answer == [])
    }

    @Test(
        "knows garbage, and has no alert for it",
        arguments: [
            Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), Array("get / HTTP/1.1\r\n\r\n".utf8),
            [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xFF, count: 64),
        ], [1, .max])
    func garbage(_ bytes: [UInt8], bytesAtATime: Int) {
        let (answer, state) = answer(to: bytes, bytesAtATime: bytesAtATime)
        #expect(state == .failed(.notTLS))
        #expect(answer == [])
    }

    @Test("answers a record without a ClientHello with an alert")
    func noClientHello() {
        let (answer, state) = answer(to: [22, 3, 1, 0, 4, 99, 0, 0, 0])
        #expect(state == .failed(.brokenProtocol(reason: "unexpected message")))
        #expect(answer == alert(10))
    }

    @Test("waits for more after half a ClientHello")
    func halfHello() throws {
        let client = try TLSClient()
        client.receive([])
        let (answer, state) = answer(to: client.takeOutgoing().dropLast())
        #expect(state == .handshaking)
        #expect(answer == [])
    }

    @Test("refuses TLS 1.1 with protocol_version")
    func oldVersion() throws {
        let client = try TLSClient(
            TLSClient.Options(
                versions: TLS1_1_VERSION...TLS1_1_VERSION, ciphers: "DEFAULT:@SECLEVEL=0"))
        client.receive([])
        let (answer, state) = answer(to: client.takeOutgoing())
        #expect(state == .failed(.noSharedVersion))
        #expect(answer.suffix(4) == [0, 2, 2, 70])
    }

    @Test("refuses a client without a modern cipher suite")
    func oldCipher() throws {
        let pair = try TLSPair(
            context,
            TLSClient.Options(versions: TLS1_2_VERSION...TLS1_2_VERSION, ciphers: "AES128-SHA"))
        #expect(pair.server.state == .failed(.noSharedCipher))
        #expect(pair.client.failure == "sslv3 alert handshake failure")
    }

    @Test("refuses a client that wants h2 only")
    func otherProtocol() throws {
        let pair = try TLSPair(context, TLSClient.Options(protocols: ["h2"]))
        #expect(pair.server.state == .failed(.noSharedProtocol))
        #expect(pair.client.failure == "tlsv1 alert no application protocol")
    }

    @Test("says that the client does not know who signed the certificate")
    func unknownAuthority() throws {
        let stranger = try TestCertificates.selfSigned().authority
        let pair = try TLSPair(context, TLSClient.Options(authority: stranger))
        #expect(pair.server.state == .failed(.alertFromClient("unknown CA")))
    }

    @Test("says that the client saw an expired certificate")
    func expired() throws {
        let expired = try TestCertificates.context(certificates.expiredIdentity)
        let pair = try TLSPair(
            expired, TLSClient.Options(authority: certificates.authority, host: "localhost"))
        #expect(pair.client.failure == "certificate has expired")
        #expect(pair.server.state == .failed(.alertFromClient("certificate expired")))
    }

    @Test("answers a damaged record with bad_record_mac")
    func damagedRecord() throws {
        var pair = try TLSPair(
            context, TLSClient.Options(versions: TLS1_2_VERSION...TLS1_2_VERSION))
        pair.client.send([1, 2, 3])
        var record = pair.client.takeOutgoing()
        record[record.count - 1] ^= 1
        var plaintext: [UInt8] = []
        pair.toClient(pair.server.receive(record, into: &plaintext))
        #expect(
            pair.server.state
                == .failed(.brokenProtocol(reason: "decryption failed or bad record mac")))
        #expect(plaintext == [])
        #expect(pair.client.failure == "sslv3 alert bad record mac")
    }

    @Test("keeps what it read before a failure")
    func readsBeforeFailure() throws {
        let pair = try TLSPair(context)
        pair.client.send([1, 2, 3])
        var plaintext: [UInt8] = []
        let record = pair.client.takeOutgoing()
        _ = pair.server.receive(record + Array("GET / HTTP/1.1".utf8), into: &plaintext)
        #expect(plaintext == [1, 2, 3])
        #expect(pair.server.state == .failed(.brokenProtocol(reason: "wrong version number")))
    }

    @Test("says nothing any more")
    func silentAfterFailure() throws {
        let pair = try TLSPair(context)
        var plaintext: [UInt8] = []
        _ = pair.server.receive([UInt8](repeating: 0, count: 64), into: &plaintext)
        #expect(pair.server.encrypt([1]) == [])
        #expect(pair.server.close() == [])
        #expect(pair.server.receive(alert(0), into: &plaintext) == [])
    }

    @Test("tells an end without close_notify", arguments: [true, false])
    func abruptEnd(afterHandshake: Bool) throws {
        let server = afterHandshake ? try TLSPair(context).server : TLSSession(context)
        server.receiveEnd()
        #expect(server.state == .failed(.endedAbruptly))
    }

    @Test(
        "has a line for each failure",
        arguments: [
            (.plainHTTP, "the client speaks plain HTTP, but this port expects TLS"),
            (.notTLS, "the client speaks neither TLS nor HTTP"),
            (.noSharedVersion, "the client offers no version of TLS from 1.2 on"),
            (.noSharedCipher, "the client offers no cipher suite that this server accepts"),
            (.noSharedProtocol, "the client offers no http/1.1 in ALPN"),
            (.clientCertificateMissing, "the client sent no certificate, but one is required"),
            (
                .clientCertificateRefused(reason: "certificate has expired"),
                "the client's certificate is not accepted: certificate has expired"
            ),
            (.alertFromClient("unknown CA"), "the client ended TLS with the alert: unknown CA"),
            (.endedAbruptly, "the connection ended without a TLS close_notify"),
            (
                .brokenProtocol(reason: "unexpected message"),
                "TLS protocol error: unexpected message"
            ),
        ] as [(TLSFailure, String)])
    func lines(_ failure: TLSFailure, _ line: String) {
        #expect(failure.description == line)
    }
}
