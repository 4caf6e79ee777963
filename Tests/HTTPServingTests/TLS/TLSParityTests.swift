import COpenSSL
import TestSupport
import Testing

@testable import HTTPServing

/// Every client that the plain port serves is served over TLS, too, and alike.
@Suite(.blocking) struct TLSParityTests {
    /// How a client ends its side of the stream.
    enum Ending: CaseIterable {
        /// It leaves that to the server.
        case none
        /// In order: over TLS with a close_notify.
        case orderly
        /// Over TLS without a close_notify.
        case bare
    }

    /// One conversation: what a client sends at once, and the status codes that come back.
    struct Conversation: CustomTestStringConvertible {
        let testDescription: String
        let sent: String
        var ending = Ending.none
        let statuses: [Int]
    }

    /// A way of speaking TLS.
    struct Manner: CustomTestStringConvertible {
        let testDescription: String
        var options = TLSClient.Options()
        /// The size of the pieces that what is sent is cut into.
        var pieceBytes = Int.max
        var updatesKeys = false
    }

    private static let last = request("GET", "/last", "Connection: close")

    private static let conversations = [
        Conversation(
            testDescription: "HTTP/1.0", sent: "GET / HTTP/1.0\r\n\r\n", statuses: [200]),
        Conversation(testDescription: "Connection: close", sent: last, statuses: [200]),
        Conversation(
            testDescription: "half-close", sent: request(), ending: .orderly, statuses: [200]),
        Conversation(testDescription: "bare FIN", sent: request(), ending: .bare, statuses: [200]),
        Conversation(
            testDescription: "half a request", sent: String(request().dropLast(4)),
            ending: .orderly, statuses: [400]),
        Conversation(
            testDescription: "half a body, bare FIN",
            sent: String(post("/", body: "hello").dropLast(2)), ending: .bare, statuses: [400]),
        Conversation(testDescription: "nothing", sent: "", ending: .orderly, statuses: []),
        Conversation(
            testDescription: "pipelining",
            sent: (1...12).map { post("/\($0)", body: "body \($0)") }.joined() + last,
            statuses: Array(repeating: 200, count: 13)),
        Conversation(
            testDescription: "500 KB",
            sent: post("/", body: String(repeating: "0123456789", count: 50_000)) + last,
            statuses: [200, 200]),
        Conversation(
            testDescription: "chunked",
            sent: request("POST", "/", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n"
                + last, statuses: [200, 200]),
        Conversation(
            testDescription: "Expect: 100-continue",
            sent: post("/", body: "hello", "Expect: 100-continue", "Connection: close"),
            statuses: [200]),
        Conversation(
            testDescription: "trailing bytes", sent: last + "\r\nmore and more", ending: .orderly,
            statuses: [200]),
        Conversation(
            testDescription: "garbage behind a request", sent: request() + "garbage\r\n\r\n",
            ending: .orderly, statuses: [200, 400]),
    ]

    private static var manners: [Manner] {
        [
            Manner(testDescription: "TLS 1.3, no SNI"),
            Manner(
                testDescription: "TLS 1.2",
                options: TLSClient.Options(versions: TLS1_2_VERSION...TLS1_2_VERSION)),
            Manner(
                testDescription: "SNI of a name",
                options: TLSClient.Options(serverName: "localhost")),
            Manner(
                testDescription: "SNI of another name",
                options: TLSClient.Options(serverName: "other.example")),
            Manner(
                testDescription: "SNI of an address",
                options: TLSClient.Options(serverName: "127.0.0.1")),
            Manner(
                testDescription: "ALPN with h2 and http/1.1",
                options: TLSClient.Options(protocols: ["h2", "http/1.1"])),
            Manner(testDescription: "records cut into bytes", pieceBytes: 1),
            Manner(testDescription: "records cut at 997 bytes", pieceBytes: 997),
            Manner(testDescription: "KeyUpdate", updatesKeys: true),
        ]
    }

    @Test("A conversation goes alike in clear and over TLS", arguments: conversations)
    func alike(conversation: Conversation) async throws {
        let plain = try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send(conversation.sent)
            if conversation.ending != .none { client.finishSending() }
            return try client.readToEnd()
        }
        #expect(!plain.wasReset)
        #expect(Self.statuses(plain.bytes) == conversation.statuses)

        try await withServer(tls: Self.setup()) { server in
            var session: TLSClient.Session?
            for manner in Self.manners
            where manner.pieceBytes > 1 || conversation.sent.count < 5_000 {
                for isResuming in [false, true] {
                    var options = manner.options
                    options.session = isResuming ? session : nil
                    let client = try SecureClient(
                        port: server.port, options, pieceBytes: manner.pieceBytes)
                    if manner.updatesKeys { client.updateKeys() }
                    client.send(conversation.sent)
                    switch conversation.ending {
                    case .none: break
                    case .orderly: client.finishSending(withNotice: true)
                    case .bare: client.finishSending(withNotice: false)
                    }
                    let secure = try client.readToEnd()
                    let comment = "\(manner.testDescription), resuming: \(isResuming)"
                    #expect(Self.undated(secure.bytes) == Self.undated(plain.bytes), "\(comment)")
                    #expect(secure.isClean, "\(comment)")
                    session = client.tls.session
                }
            }
        }
    }

    @Test("A client that speaks h2 only is told so by an alert, and nobody else is harmed")
    func onlyH2() async throws {
        try await withServer(tls: Self.setup()) { server in
            #expect(throws: SecureClient.Failure.self) {
                try SecureClient(port: server.port, TLSClient.Options(protocols: ["h2"]))
            }
            let client = try SecureClient(
                port: server.port, TLSClient.Options(protocols: ["http/1.1"]))
            #expect(client.tls.selectedProtocol == "http/1.1")
            client.send(Self.last)
            #expect(Self.statuses(try client.readToEnd().bytes) == [200])
        }
    }

    private static func setup() throws -> TLSSetup {
        let certificates = try TestCertificates.selfSigned()
        return TLSSetup(
            try TLSConfiguration(identity: certificates.identity),
            expired: try TLSConfiguration(identity: certificates.expiredIdentity))
    }

    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\r\n" }
    }

    private static func undated(_ bytes: [UInt8]) -> [Substring] {
        lines(bytes).filter { !$0.hasPrefix("Date: ") }
    }

    /// A status line may stand behind the body of the answer before.
    private static func statuses(_ bytes: [UInt8]) -> [Int] {
        lines(bytes).compactMap { line in
            line.firstRange(of: "HTTP/1.1 ").flatMap { Int(line[$0.upperBound...].prefix(3)) }
        }
    }
}

/// A TLS client on a socket that can be told how to cut what it sends.
private final class SecureClient {
    /// The connection ended in the handshake.
    struct Failure: Error {
        let reason: String?
    }

    let tls: TLSClient
    private let wire: WireClient
    private let pieceBytes: Int
    private var plain: [UInt8] = []

    /// Connects and shakes hands.
    init(port: UInt16, _ options: TLSClient.Options, pieceBytes: Int = .max) throws {
        tls = try TLSClient(options)
        wire = try WireClient(port: port)
        self.pieceBytes = pieceBytes
        tls.receive([])
        while true {
            flush()
            if tls.isEstablished { return }
            let bytes = try wire.readSome()
            if bytes.isEmpty { throw Failure(reason: tls.failure) }
            plain += tls.receive(bytes)
        }
    }

    /// Changes the keys of both sides, which only TLS 1.3 can.
    func updateKeys() {
        tls.updateKeys()
        flush()
    }

    func send(_ text: String) {
        if !text.isEmpty { tls.send(Array(text.utf8)) }
        flush()
    }

    func finishSending(withNotice: Bool) {
        if withNotice { tls.close() }
        flush()
        wire.finishSending()
    }

    /// Returns the bytes until the server ends the connection, and whether a close_notify came
    /// first.
    func readToEnd() throws -> (bytes: [UInt8], isClean: Bool) {
        while true {
            let bytes = try wire.readSome()
            if bytes.isEmpty { return (plain, tls.isClosed && tls.failure == nil) }
            plain += tls.receive(bytes)
        }
    }

    private func flush() {
        var rest = tls.takeOutgoing()[...]
        while !rest.isEmpty {
            wire.send(Array(rest.prefix(pieceBytes)))
            rest = rest.dropFirst(pieceBytes)
        }
    }
}
