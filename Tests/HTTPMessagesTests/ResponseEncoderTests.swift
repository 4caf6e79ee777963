import Testing

@testable import HTTPMessages

/// RFC 9112 sections 4 and 6, to the byte.
struct ResponseEncoderTests {
    private func encoder(connection: String? = nil, omitsBody: Bool = false) -> ResponseEncoder {
        ResponseEncoder(
            date: HTTPDate.value(unixSeconds: 784_111_777), connection: connection,
            omitsBody: omitsBody)
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    @Test("a response is status line, Date, its fields, its framing, its content")
    func whole() {
        let response = HTTPResponse(
            status: 201, fields: ["Content-Type": "application/json", "X-A": "1", "X-A": "2"],
            body: Array("{}".utf8))
        #expect(
            text(encoder().encode(response)) == """
                HTTP/1.1 201 Created\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: application/json\r
                X-A: 1\r
                X-A: 2\r
                Content-Length: 2\r
                \r
                {}
                """)
    }

    @Test("a response without content says so")
    func empty() {
        #expect(
            text(encoder().encode(HTTPResponse(status: 200))) == """
                HTTP/1.1 200 OK\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Length: 0\r
                \r

                """)
    }

    @Test("field values are Latin-1, as they are read")
    func latin1() {
        let response = HTTPResponse(status: 200, fields: ["X-A": "\u{E9}\u{FF}", "X-B": "5 €"])
        let bytes = encoder().encode(response)
        #expect(bytes.contains(Array("\r\nX-A: ".utf8) + [0xE9, 0xFF, 0x0D]))
        #expect(bytes.contains(Array("\r\nX-B: 5 ?\r".utf8)))
    }

    @Test("the Connection field comes last")
    func connection() {
        let bytes = encoder(connection: "close").encode(HTTPResponse(status: 200))
        #expect(text(bytes).hasSuffix("\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
    }

    @Test("the length of content that is left out stays")
    func omitsBody() {
        let response = HTTPResponse(status: 200, body: Array("content".utf8))
        #expect(
            text(encoder(omitsBody: true).encode(response)).hasSuffix(
                "\r\nContent-Length: 7\r\n\r\n"))
    }

    @Test("204 and 304 have neither length nor content", arguments: [204, 304])
    func noContent(_ status: Int) {
        let response = HTTPResponse(status: status, body: Array("content".utf8))
        #expect(text(encoder().encode(response)).hasSuffix(" GMT\r\n\r\n"))
    }

    @Test("an unknown status has an empty reason phrase, and the space before it")
    func unknownStatus() {
        let bytes = encoder().encode(HTTPResponse(status: 299))
        #expect(text(bytes).hasPrefix("HTTP/1.1 299 \r\nDate: "))
    }

    @Test("content is not touched")
    func binary() {
        let body = (0...255).map { UInt8($0) }
        let bytes = encoder().encode(HTTPResponse(status: 200, body: body))
        #expect(Array(bytes.suffix(256)) == body)
    }

    @Test("framing and content may be given apart, and then need not be true")
    func brokenFraming() {
        let response = HTTPResponse(status: 200, fields: ["X": "y"], body: [1, 2, 3])
        let bytes = encoder().encode(
            response, framing: HTTPField("Transfer-Encoding", "chunked"),
            body: Array("zz\r\n".utf8))
        #expect(
            text(bytes) == """
                HTTP/1.1 200 OK\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                X: y\r
                Transfer-Encoding: chunked\r
                \r
                zz\r

                """)
    }

    @Test("a text is UTF-8 and says so")
    func plainText() {
        let response = HTTPResponse(status: 404, text: "é")
        #expect(response.fields["content-type"] == "text/plain; charset=utf-8")
        #expect(response.body == [0xC3, 0xA9])
    }

    @Test(
        "reason phrases are those of RFC 9110 section 15",
        arguments: [
            (100, "Continue"), (200, "OK"), (201, "Created"), (202, "Accepted"),
            (204, "No Content"), (304, "Not Modified"), (400, "Bad Request"),
            (404, "Not Found"), (408, "Request Timeout"), (413, "Content Too Large"),
            (414, "URI Too Long"), (417, "Expectation Failed"),
            (431, "Request Header Fields Too Large"), (500, "Internal Server Error"),
            (501, "Not Implemented"), (503, "Service Unavailable"), (504, "Gateway Timeout"),
            (505, "HTTP Version Not Supported"), (299, ""),
        ])
    func reasonPhrases(_ status: Int, _ phrase: String) {
        #expect(HTTPResponse.reasonPhrase(status) == phrase)
    }
}
