import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Every class of refusal reaches the client, though the server leaves much unread.
@Suite(.blocking) struct RefusalTests {
    /// Input that is refused, the status, and a word of the reason.
    struct Case: CustomTestStringConvertible {
        let input: String
        let status: Int
        let reason: String
        var testDescription: String { "\(status) \(reason)" }
    }

    static let cases: [Case] = [
        Case(input: "GET  / HTTP/1.1\r\n\r\n", status: 400, reason: "request line"),
        Case(input: "\u{16}\u{3}\u{1}", status: 400, reason: "TLS"),
        Case(input: "GET / HTTP/1.1\r\n\r\n", status: 400, reason: "no Host"),
        Case(
            input: request("GET", "/", "Host: again"), status: 400, reason: "more than one Host"),
        Case(input: request("GET", "/", "A : b"), status: 400, reason: "white space between"),
        Case(input: request("GET", "/", "A: b", " c"), status: 400, reason: "folding"),
        Case(input: "GET / HTTP/1.1\nHost: x\n\n", status: 400, reason: "LF without CR"),
        Case(
            input: request("POST", "/", "Content-Length: +5"), status: 400,
            reason: "Content-Length is not"),
        Case(
            input: request("POST", "/", "Content-Length: 5", "Content-Length: 6"), status: 400,
            reason: "more than one Content-Length"),
        Case(
            input: request("POST", "/", "Content-Length: 5", "Transfer-Encoding: chunked"),
            status: 400, reason: "both a Transfer-Encoding"),
        Case(
            input: request("POST", "/", "Transfer-Encoding: chunked") + "xyz\r\n", status: 400,
            reason: "size in hexadecimal"),
        Case(
            input: request("POST", "/", "Content-Length: 1048577"), status: 413,
            reason: "over 1048576 bytes"),
        Case(
            input: request("POST", "/", "Transfer-Encoding: chunked") + "100001\r\n",
            status: 413, reason: "over 1048576 bytes"),
        Case(
            input: request("GET", "/" + String(repeating: "a", count: 8_192)), status: 414,
            reason: "over 8192 bytes"),
        Case(
            input: request("POST", "/", "Expect: the-unexpected"), status: 417,
            reason: "expectation"),
        Case(
            input: request("GET", "/", "A: " + String(repeating: "a", count: 16_384)),
            status: 431, reason: "over 16384 bytes"),
        Case(
            input: "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 101) + "\r\n",
            status: 431, reason: "more than 100"),
        Case(input: request("BREW", "/"), status: 501, reason: "BREW"),
        Case(
            input: request("POST", "/", "Transfer-Encoding: gzip, chunked"), status: 501,
            reason: "transfer coding"),
        Case(input: "GET / HTTP/2.0\r\n\r\n", status: 505, reason: "HTTP/1.1"),
    ]

    @Test("A refusal arrives before a clean end, with 1 MB more on the way", arguments: cases)
    func refusal(_ testCase: Case) async throws {
        let handler = ScriptedHandler()
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            client.send(testCase.input)
            #expect(client.send([UInt8](repeating: UInt8(ascii: "z"), count: 1_000_000)))
            try expectRefusal(testCase, from: client)
            #expect(handler.events == [.refused(testCase.status)])
            #expect(try WireClient(port: server.port).exchange(request()).status == 200)
        }
    }

    @Test("A refusal comes after the answers to the requests before it", arguments: cases)
    func afterAnswers(_ testCase: Case) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            client.send(request("GET", "/1") + post("/2", body: "two") + testCase.input)
            #expect(try client.readResponse()["Path"] == "/1")
            #expect(try client.readResponse().text == "two")
            try expectRefusal(testCase, from: client)
        }
    }

    @Test("A client that goes on sending without end is cut off")
    func endlessInput() async throws {
        try await withServer {
            $0.drainBytesMax = 100_000
        } _: { server in
            let client = try WireClient(port: server.port)
            client.send("no HTTP\r\n\r\n")
            let more = [UInt8](repeating: 0, count: 100_000)
            while client.send(more) {}
            #expect(try WireClient(port: server.port).exchange(request()).status == 200)
        }
    }

    @Test("A client that neither sends nor leaves after a refusal is cut off")
    func silenceAfterRefusal() async throws {
        let handler = ScriptedHandler()
        let server = try await startServer(handler) { $0.drainTimeoutMs = 20 }
        let client = try WireClient(port: server.port)
        client.send("no HTTP\r\n\r\n")
        #expect(try client.readToEnd().text.hasPrefix("HTTP/1.1 400 "))
        let duration = await ContinuousClock().measure { await server.stop(graceMs: 60_000) }
        #expect(duration < .seconds(30))
    }

    private func expectRefusal(_ testCase: Case, from client: WireClient) throws {
        let response = try client.readResponse()
        #expect(response.status == testCase.status)
        #expect(response.text.contains(testCase.reason), "\(response.text)")
        #expect(response["Connection"] == "close")
        #expect(try client.readToEnd() == .cleanEnd)
    }
}
