import JSONTree
import Testing
import WireTesting

/// Answers that an author writes out, on the wire.
@Suite(.blocking) struct RespondTests {
    private func answer(_ respond: String) async throws -> WireClient.Rest {
        let rule = "{name: raw, on: provision, replies: [respond: {status: 200, \(respond)}]}"
        return try await withMock {
            try $0.play(file: "rules: [\(rule)]")
        } _: { mock in
            let till = try Till(mock)
            let body = till.provisionRequest(uuid(1)).description
            till.client.send(till.request("/vouchers", body: body))
            till.client.finishSending()
            return try till.client.readToEnd()
        }
    }

    @Test("A header beyond ASCII goes out as Latin-1")
    func latin1() async throws {
        let rest = try await answer("headers: {X-Note: Größe}")
        let line = Array("X-Note: Gr".utf8) + [0xF6, 0xDF] + Array("e\r\n".utf8)
        #expect(rest.bytes.contains(line))
    }

    @Test(
        "Framing that an author writes stands alone, true or not",
        arguments: [
            ("Content-Length: 2", "ok"), ("content-length: 99", "ok"),
            ("Transfer-Encoding: chunked", "2\\r\\nok\\r\\n0\\r\\n\\r\\n"),
            ("Transfer-Encoding: chunked", "no chunk"),
        ])
    func framing(header: String, body: String) async throws {
        let rest = try await answer("headers: {\(header)}, body: \"\(body)\"")
        let lines = rest.text.split(separator: "\r\n")
        let framing = lines.filter {
            let name = $0.prefix { $0 != ":" }.lowercased()
            return name == "content-length" || name == "transfer-encoding"
        }
        #expect(framing == [header[...]])
        #expect(lines.contains("Connection: close"))
        let sent = body.replacing("\\r\\n", with: "\r\n")
        #expect(rest.text.hasSuffix("\r\n\r\n" + sent))
        #expect(!rest.wasReset)
    }

    @Test("Without framing of its own an answer is framed rightly")
    func framed() async throws {
        let rest = try await answer("headers: {X-Note: a}, body: hello")
        #expect(rest.text.contains("Content-Length: 5\r\n"))
        #expect(rest.text.hasSuffix("\r\n\r\nhello"))
    }
}
