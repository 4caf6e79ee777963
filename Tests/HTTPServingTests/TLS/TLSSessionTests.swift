import COpenSSL
import Testing

@testable import HTTPServing

@Suite("A TLS session")
struct TLSSessionTests {
    private static let payload = (0..<1_000_000).map {
        UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8)
    }

    private let context: TLSContext

    init() throws {
        context = try TestCertificates.context(TestCertificates.selfSigned().identity)
    }

    private func only(_ version: Int32) -> TLSClient.Options {
        TLSClient.Options(versions: version...version)
    }

    @Test(
        "agrees on the version that the client has",
        arguments: [(TLS1_2_VERSION, "TLSv1.2"), (TLS1_3_VERSION, "TLSv1.3")])
    func version(_ number: Int32, _ name: String) throws {
        let pair = try TLSPair(context, only(number))
        #expect(pair.server.state == .established)
        #expect(pair.server.version == name)
        #expect(pair.client.version == name)
    }

    @Test(
        "carries a megabyte to the server", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func largeRequest(_ version: Int32) throws {
        var pair = try TLSPair(context, only(version))
        pair.sendFromClient(Self.payload)
        #expect(pair.atServer == Self.payload)
    }

    @Test(
        "carries a megabyte to the client", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func largeResponse(_ version: Int32) throws {
        var pair = try TLSPair(context, only(version))
        pair.sendFromServer(Self.payload)
        #expect(pair.atClient == Self.payload)
    }

    @Test(
        "reads the stream in pieces of any size",
        arguments: [TLS1_2_VERSION, TLS1_3_VERSION], [1, 2, 7, 1_000])
    func pieces(_ version: Int32, bytesAtATime: Int) throws {
        var pair = try TLSPair(context, only(version), bytesAtATime: bytesAtATime)
        pair.client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        pair.talk(bytesAtATime: bytesAtATime)
        #expect(pair.atServer == Array("GET / HTTP/1.1\r\n\r\n".utf8))
    }

    @Test("reads a request that comes with the end of the handshake")
    func requestWithHandshake() throws {
        let client = try TLSClient(only(TLS1_3_VERSION))
        let server = TLSSession(context)
        var plaintext: [UInt8] = []
        client.receive([])
        client.receive(server.receive(client.takeOutgoing(), into: &plaintext))
        client.send([1, 2, 3])
        _ = server.receive(client.takeOutgoing(), into: &plaintext)
        #expect(plaintext == [1, 2, 3])
    }

    @Test("keeps what is sent before the handshake is complete")
    func earlyResponse() throws {
        let client = try TLSClient()
        let server = TLSSession(context)
        var plaintext: [UInt8] = []
        client.receive([])
        let early = server.encrypt([1, 2]) + server.encrypt([3])
        client.receive(server.receive(client.takeOutgoing(), into: &plaintext))
        let received = client.receive(server.receive(client.takeOutgoing(), into: &plaintext))
        #expect(early == [])
        #expect(received == [1, 2, 3])
    }

    @Test("gives nothing for nothing")
    func emptyResponse() throws {
        let pair = try TLSPair(context)
        #expect(pair.server.encrypt([]) == [])
    }

    @Test("goes on when the client changes its keys")
    func keyUpdate() throws {
        var pair = try TLSPair(context, only(TLS1_3_VERSION))
        pair.client.updateKeys()
        pair.sendFromClient([1, 2, 3])
        pair.sendFromServer([4, 5, 6])
        #expect(pair.atServer == [1, 2, 3])
        #expect(pair.atClient == [4, 5, 6])
    }

    @Test("does not negotiate anew")
    func renegotiation() throws {
        var pair = try TLSPair(context, only(TLS1_2_VERSION))
        pair.client.renegotiate()
        pair.talk()
        #expect(pair.client.failure == "no renegotiation")
    }

    @Test("chooses http/1.1 among the client's protocols")
    func protocolChoice() throws {
        let pair = try TLSPair(context, TLSClient.Options(protocols: ["h2", "http/1.1"]))
        #expect(pair.client.selectedProtocol == "http/1.1")
    }

    @Test("chooses no protocol when the client names none")
    func noProtocolChoice() throws {
        let pair = try TLSPair(context)
        #expect(pair.server.state == .established)
        #expect(pair.client.selectedProtocol == nil)
    }

    @Test("resumes an earlier session", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func resumption(_ version: Int32) throws {
        let first = try TLSPair(context, only(version))
        var options = only(version)
        options.session = first.client.session
        let second = try TLSPair(context, options)
        #expect(!first.client.isResumed)
        #expect(second.client.isResumed)
    }

    @Test("ends with a close_notify, once")
    func close() throws {
        var pair = try TLSPair(context)
        pair.toClient(pair.server.close())
        #expect(pair.client.isClosed)
        #expect(pair.server.close() == [])
    }

    @Test("sends nothing after its close_notify")
    func sendAfterClose() throws {
        let pair = try TLSPair(context)
        _ = pair.server.close()
        #expect(pair.server.encrypt([1, 2, 3]) == [])
    }

    @Test("does not even answer a change of keys after its close_notify")
    func keyUpdateAfterClose() throws {
        let pair = try TLSPair(context, only(TLS1_3_VERSION))
        _ = pair.server.close()
        pair.client.updateKeys()
        var plaintext: [UInt8] = []
        #expect(pair.server.receive(pair.client.takeOutgoing(), into: &plaintext) == [])
    }

    @Test("still reads after its close_notify")
    func receiveAfterClose() throws {
        var pair = try TLSPair(context, only(TLS1_3_VERSION))
        _ = pair.server.close()
        pair.sendFromClient([1, 2, 3])
        #expect(pair.atServer == [1, 2, 3])
    }

    @Test("has nothing to say when it ends before the handshake")
    func closeDuringHandshake() {
        #expect(TLSSession(context).close() == [])
    }

    @Test("still answers a client that has closed")
    func answerAfterClose() throws {
        var pair = try TLSPair(context, only(TLS1_3_VERSION))
        pair.client.close()
        pair.talk()
        let state = pair.server.state
        pair.sendFromServer([1, 2, 3])
        #expect(state == .closed)
        #expect(pair.atClient == [1, 2, 3])
    }

    @Test("takes the end after a close_notify for an orderly one")
    func orderlyEnd() throws {
        var pair = try TLSPair(context)
        pair.client.close()
        pair.talk()
        pair.server.receiveEnd()
        #expect(pair.server.state == .closed)
    }
}
