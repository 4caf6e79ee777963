import JSONTree
import TestSupport
import Testing

/// Answers that an author writes out, on the wire.
@Suite(.blocking) struct RespondTests {
    private func answer(
        _ respond: String, beside: String = ""
    ) async throws -> WireClient.Rest {
        let reply = "{respond: {status: 200, \(respond)}\(beside)}"
        let rule = "{name: raw, on: provision, replies: [\(reply)]}"
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

    @Test("Placeholders take values of the message, the voucher and the sandbox clock")
    func placeholders() async throws {
        let body = """
            {id: "{{path.id}}", terminal: "{{body.originator.terminalId}}", host: "{{header.Host}}", \
            none: "{{body.nothing}}", at: "{{now}}", code: "{{voucher.code}}", new: "{{uuid}}"}
            """
        let rest = try await answer(
            "headers: {X-Id: '{{path.id}}', Set-Cookie: [a=1, b=2]}, body: \(body)",
            beside: ", processed: yes")
        let text = try #require(rest.text.split(separator: "\r\n\r\n").last)
        let json = try JSON(parsing: String(text))
        #expect(json["id"]?.text == uuid(1))
        #expect(json["terminal"]?.text == "term0001")
        #expect(json["host"]?.text == "localhost")
        #expect(json["none"]?.text == "")
        #expect(json["at"]?.text?.hasSuffix("Z") == true)
        #expect(json["code"]?.text?.isEmpty == false)
        #expect(json["new"]?.text?.count == 36)
        #expect(rest.text.contains("X-Id: \(uuid(1))\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"))
    }

    @Test("A Date that an author writes stands alone")
    func date() async throws {
        let rest = try await answer("headers: {date: yesterday}, body: hello")
        let dates = rest.text.split(separator: "\r\n").filter {
            $0.lowercased().hasPrefix("date:")
        }
        #expect(dates == ["Date: yesterday"])
    }
}
