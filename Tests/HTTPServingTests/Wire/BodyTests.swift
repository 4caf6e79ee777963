import HTTPMessages
import HTTPServing
import TestSupport
import Testing

/// Bodies of every framing, up to the largest that is allowed.
@Suite(.blocking) struct BodyTests {
    private static let mebibyte = String(repeating: "0123456789abcdef", count: 65_536)

    @Test("A body of 1 MiB comes back as it went, again and again")
    func large() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            for _ in 1...3 {
                let response = try client.exchange(post("/", body: Self.mebibyte))
                #expect(response.text == Self.mebibyte)
            }
        }
    }

    @Test("A chunked body of 1 MiB comes back in one piece", arguments: [1, 997, 65_536])
    func chunked(chunkBytes: Int) async throws {
        let body = Self.mebibyte.prefix(chunkBytes == 1 ? 10_000 : 1_048_576)
        var rest = body.utf8[...]
        var text = request("POST", "/", "Transfer-Encoding: chunked")
        while !rest.isEmpty {
            let chunk = rest.prefix(chunkBytes)
            text += "\(String(chunk.count, radix: 16))\r\n\(String(chunk) ?? "")\r\n"
            rest = rest.dropFirst(chunkBytes)
        }
        text += "0\r\n\r\n"
        try await withServer { [text] server in
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(text).text == body)
            #expect(try client.exchange(request()).status == 200)
        }
    }

    @Test("Trailers stay apart from the header")
    func trailers() async throws {
        let handler = ScriptedHandler { request, _, _ in
            .deliver(
                .whole(
                    HTTPResponse(
                        status: 200,
                        text: "\(request.fields["A"] ?? "-") \(request.trailers["A"] ?? "-")")))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(
                request("POST", "/", "Transfer-Encoding: chunked") + "0\r\nA: 1\r\n\r\n")
            #expect(response.text == "- 1")
        }
    }

    @Test(
        "A client that waits for 100 Continue gets it, then the answer",
        arguments: ["Content-Length: 5", "Transfer-Encoding: chunked"])
    func expectContinue(framing: String) async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            for _ in 1...2 {
                let interim = try client.exchange(
                    request("POST", "/", framing, "Expect: 100-continue"))
                #expect(interim.status == 100)
                #expect(!client.hasInput(withinMs: 0))
                let body = framing.hasPrefix("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n"
                #expect(try client.exchange(body).text == "hello")
            }
        }
    }

    @Test("A client that does not wait for 100 Continue gets the answer alone")
    func expectContinueWithBody() async throws {
        try await withServer { server in
            let client = try WireClient(port: server.port)
            let response = try client.exchange(post("/", body: "hello", "Expect: 100-continue"))
            #expect(response.status == 200)
            #expect(response.text == "hello")
        }
    }

    @Test("A response of 8 MiB arrives whole")
    func largeResponse() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
        let handler = ScriptedHandler { _, _, _ in
            .deliver(.whole(HTTPResponse(status: 200, body: body)))
        }
        try await withServer(handler) { server in
            let client = try WireClient(port: server.port)
            #expect(try client.exchange(request()).body == body)
            #expect(try client.exchange(request()).body == body)
        }
    }
}
