import Foundation
import TestSupport
import Testing
import Vocabulary

/// The TLS port of the built `electrum-mock`, met by clients that do not get as far as HTTP.
@Suite(.blocking) struct HandshakeTests {
    private let directory = TemporaryDirectory()

    /// A mock that gives a handshake 200 ms.
    private func withMock(_ body: (MockProcess, UInt16) async throws -> Void) async throws {
        let mock = try MockProcess(
            [
                "serve", "--listen", "127.0.0.1:0", "--tls-self-signed", "--tls-cert-out",
                "\(directory.path)/ca.pem", "--handshake-timeout-ms", "200",
            ])
        let port = try await mock.port
        try await body(mock, port)
        let client = try WireClient(port: port)
        try client.startTLS(
            trusting: directory.read("ca.pem"), host: "127.0.0.1", withinMs: 20_000)
        let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        #expect(try client.exchange(health).status == 200)
    }

    @Test("Garbage instead of a ClientHello ends the connection, whatever it is", arguments: 1...4)
    func garbage(seed: UInt64) async throws {
        try await withMock { mock, port in
            var generator = SeededGenerator(seed: seed)
            for _ in 1...100 {
                let client = try WireClient(port: port)
                let count = Int.random(in: 5...3_000, using: &generator)
                // A record of TLS begins with its type and 3: an alert would be the answer.
                client.send(
                    [0, 0] + (2..<count).map { _ in .random(in: 0...255, using: &generator) })
                client.finishSending()
                #expect(try client.readToEnd().bytes.isEmpty, "seed \(seed)")
            }
            try await eventually("the log says so") {
                mock.errors.contains("the client speaks neither TLS nor HTTP")
            }
        }
    }

    @Test("A damaged ClientHello ends the connection", arguments: 1...4)
    func damaged(seed: UInt64) async throws {
        try await withMock { _, port in
            var generator = SeededGenerator(seed: seed)
            for _ in 1...100 {
                var hello = TLSGreeting.clientHello
                for _ in 0...Int.random(in: 0...3, using: &generator) {
                    let index = Int.random(in: 5..<hello.count, using: &generator)
                    hello[index] = .random(in: 0...255, using: &generator)
                }
                let client = try WireClient(port: port)
                client.send(hello)
                client.finishSending()
                _ = try client.readToEnd()
            }
        }
    }

    @Test("A handshake that stalls is ended in time", arguments: [0, 1, 5, 40])
    func stall(sent: Int) async throws {
        try await withMock { mock, port in
            let client = try WireClient(port: port)
            client.send(Array(TLSGreeting.clientHello.prefix(sent)))
            #expect(try client.readToEnd() == .cleanEnd)
            try await eventually("the log says so") {
                mock.errors.contains("the TLS handshake took too long")
            }
        }
    }

    /// Options that name a file in vain, the exit status, and what is said to it.
    private static let mistakes: [(String, Int32, String)] = [
        ("--tls-cert none.pem --tls-key key.pem", 2, "none.pem: no such file; check the path"),
        ("--tls-cert text.pem --tls-key text.pem", 2, "text.pem: not PEM"),
        ("--tls-self-signed --tls-client-ca none.pem", 2, "none.pem: no such file; check the path"),
        ("--tls-self-signed --tls-client-ca text.pem", 2, "text.pem: not PEM"),
        ("--tls-self-signed --tls-san 'no name'", 2, "neither a host name nor an IP address"),
        ("--tls-self-signed --tls-cert-out none/ca.pem", 4, "none/ca.pem"),
        (
            "--tls-cert text.pem --tls-key text.pem --tls-key-passphrase-file none", 2,
            "none: cannot be read: No such file or directory"
        ),
    ]

    @Test("A bad file is told in one line, and nothing starts", arguments: mistakes)
    func mistake(options: String, status: Int32, words: String) async throws {
        try directory.write("no certificate", to: "text.pem")
        let script =
            "exec \(MockProcess.binary) serve --listen 127.0.0.1:0 \(options)"
        let run = try await ShellRun(script, in: directory)
        #expect(run.status == status)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("electrum-mock: "))
        #expect(run.errors.contains(words))
        #expect(run.errors.split(separator: "\n").count == 1)
    }
}
