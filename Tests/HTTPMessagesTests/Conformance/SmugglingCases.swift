extension ConformanceTests {
    /// RFC 9112 section 11.2: requests that two readers in a row would cut differently.
    static let smugglingCases: [ConformanceCase] = [
        .refuses(
            "CL.TE", "9112 §6.1",
            post("Content-Length: 6", "Transfer-Encoding: chunked") + "0\r\n\r\nG", status: 400,
            "both a Transfer-Encoding and a Content-Length"),
        .refuses(
            "TE.CL", "9112 §6.1",
            post("Transfer-Encoding: chunked", "Content-Length: 4") + "5c\r\nGPOST / HTTP/1.1\r\n",
            status: 400, "both a Transfer-Encoding and a Content-Length"),
        .refuses(
            "CL.0 with TE", "9112 §6.1",
            post("Content-Length: 0", "Transfer-Encoding: chunked") + "0\r\n\r\n", status: 400,
            "both a Transfer-Encoding and a Content-Length"),
        .refuses(
            "a bad Content-Length beside TE", "9112 §6.1",
            post("Content-Length: x", "Transfer-Encoding: chunked") + "0\r\n\r\n", status: 400,
            "both a Transfer-Encoding and a Content-Length"),
        .refuses(
            "an unknown coding beside Content-Length", "9112 §6.1",
            post("Content-Length: 5", "Transfer-Encoding: xchunked") + "hello", status: 400,
            "both a Transfer-Encoding and a Content-Length"),
        .refuses(
            "TE.TE, the second unknown", "9112 §6.1",
            post("Transfer-Encoding: chunked", "Transfer-Encoding: x") + "0\r\n\r\n",
            status: 400, "must be chunked"),
        .refuses(
            "TE.TE, the first unknown", "9112 §6.1",
            post("Transfer-Encoding: x", "Transfer-encoding: chunked") + "0\r\n\r\n",
            status: 501, "no transfer coding but chunked"),
        .refuses(
            "TE.TE, identity last", "9112 §6.1",
            post("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + "0\r\n\r\n",
            status: 400, "must be chunked"),
        obfuscated("Transfer-Encoding : chunked", "between a header name and its colon"),
        obfuscated("Transfer-Encoding\t: chunked", "between a header name and its colon"),
        obfuscated(" Transfer-Encoding: chunked", "line folding"),
        obfuscated("\tTransfer-Encoding: chunked", "line folding"),
        obfuscated("Transfer-Encoding:\r\n chunked", "line folding"),
        obfuscated("Transfer-Encoding\r\n : chunked", "not NAME: VALUE"),
        obfuscated("Transfer-Encoding\r\n: chunked", "not NAME: VALUE"),
        obfuscated("Transfer-Encoding: chunked\r\n ", "line folding"),
        obfuscated("X: y\nTransfer-Encoding: chunked", "LF without CR"),
        obfuscated("X: y\rTransfer-Encoding: chunked", "CR without LF"),
        obfuscated("Transfer-Encoding:\nchunked", "LF without CR"),
        obfuscated("Transfer-Encoding: chunked\n", "LF without CR"),
        obfuscated("Transfer-Encoding: \u{0B}chunked", "control character"),
        obfuscated("Transfer-Encoding: \u{0C}chunked", "control character"),
        obfuscated("Transfer-Encoding: chunked\0", "control character"),
        obfuscated("Transfer-Encoding: chunked\u{7F}", "control character"),
        obfuscated("Transfer-Encoding: chunked\u{0B}", "control character"),
        obfuscated("\0Transfer-Encoding: chunked", "not NAME: VALUE"),
        obfuscated("Transfer-Encoding\0: chunked", "not NAME: VALUE"),
        obfuscated("Transfer-Encoding\u{A0}: chunked", "not NAME: VALUE"),
        obfuscated("Transfer-Encoding\u{0B}: chunked", "not NAME: VALUE"),
        obfuscated("Transfer Encoding: chunked", "between a header name and its colon"),
        obfuscated("Transfer-Encoding chunked", "between a header name and its colon"),
        obfuscated("(Transfer-Encoding: chunked", "not NAME: VALUE"),
        obfuscated("Transfer-\u{C4}\u{B0}ncoding: chunked", "not NAME: VALUE"),
        obfuscated("Content-Length : 9", "between a header name and its colon"),
        obfuscated("Content-Length\0: 9", "not NAME: VALUE"),
        obfuscated(" Content-Length: 9", "line folding"),
        obfuscated("X: y\nContent-Length: 9", "LF without CR"),
        .reads(
            "a name that only looks like Transfer-Encoding", "9110 §5.1",
            post("Transfer_Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n",
            SeenRequest(
                "POST", "/",
                fields: ["Host: h", "Transfer_Encoding: chunked", "Content-Length: 5"],
                body: "0\r\n\r\n")),
        .reads(
            "names that only look like Content-Length", "9110 §5.1",
            post("Content_Length: 9", "X-Content-Length: 9", "Content-Length: 1") + "x",
            SeenRequest(
                "POST", "/",
                fields: [
                    "Host: h", "Content_Length: 9", "X-Content-Length: 9", "Content-Length: 1",
                ], body: "x")),
        .reads(
            "CL.0: the content of GET is not the next request", "9112 §11.2",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 23\r\n\r\nGET /admin HTTP/1.1\r\nX:",
            SeenRequest(
                "GET", "/", fields: ["Host: h", "Content-Length: 23"],
                body: "GET /admin HTTP/1.1\r\nX:")),
        .reads(
            "TE.0: the chunks of OPTIONS are not the next request", "9112 §11.2",
            "OPTIONS / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "6\r\nGET / \r\n0\r\n\r\n",
            SeenRequest(
                "OPTIONS", "/", fields: ["Host: h", "Transfer-Encoding: chunked"],
                body: "GET / ")),
        .reads(
            "what follows the last chunk is a request of its own", "9112 §11.2",
            chunkedHead + "0\r\n\r\nGET /admin HTTP/1.1\r\nHost: h\r\n\r\n", chunked(""),
            SeenRequest("GET", "/admin")),
        .refuses(
            "a chunk extension ends in LF", "9112 §11.2",
            chunkedHead + "2;\nxx\r\n4c\r\n0\r\n\r\nGET /admin HTTP/1.1\r\n", status: 400,
            "not SIZE CRLF"),
        .refuses(
            "a chunk ends in two bytes that are not CRLF", "9112 §11.2",
            chunkedHead + "5\r\nhelloXX2d\r\n0\r\n\r\n", status: 400, "not followed by CRLF"),
        .refuses(
            "HTTP/1.0 with both lengths", "9112 §6.1",
            "POST / HTTP/1.0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            status: 400, "HTTP/1.0 has no Transfer-Encoding"),
    ]

    /// RFC 9110 section 17: fields that two readers in a row would attribute differently.
    static let headerConfusionCases: [ConformanceCase] = [
        .reads(
            "absolute form and another Host", "9112 §3.2.2",
            "GET http://a/x HTTP/1.1\r\nHost: b\r\n\r\n",
            SeenRequest("GET", "http://a/x", path: "/x", fields: ["Host: b"])),
        .refuses(
            "a second Host hidden behind a space", "9112 §3.2",
            "GET / HTTP/1.1\r\nHost: a\r\n Host: b\r\n\r\n", status: 400, "line folding"),
        .refuses(
            "a first Host hidden behind a space", "9112 §3.2",
            "GET / HTTP/1.1\r\n Host: a\r\nHost: b\r\n\r\n", status: 400, "line folding"),
        .refuses(
            "a second Host behind LF", "9112 §2.2",
            "GET / HTTP/1.1\r\nHost: a\nHost: b\r\n\r\n", status: 400, "LF without CR"),
        .refuses(
            "Host with a space before the colon", "9112 §5.1",
            "GET / HTTP/1.1\r\nHost : a\r\nHost: b\r\n\r\n", status: 400,
            "between a header name and its colon"),
        .refuses(
            "a field in the request line", "9112 §3",
            "GET / HTTP/1.1 X: y\r\nHost: h\r\n\r\n", status: 400, "single spaces"),
        .refuses(
            "a request in the target", "9112 §3",
            "GET / HTTP/1.1\rHost: h\r\r HTTP/1.1\r\nHost: h\r\n\r\n", status: 400,
            "CR without LF"),
        .reads(
            "an encoded line end in the target stays encoded", "9112 §3.2",
            "GET /%0D%0AX:y HTTP/1.1\r\nHost: h\r\n\r\n", SeenRequest("GET", "/%0D%0AX:y")),
        .reads(
            "fields that would replace the method or the target", "9110 §9.1",
            "GET / HTTP/1.1\r\nHost: h\r\nX-HTTP-Method-Override: PUT\r\n"
                + "X-Original-URL: /a\r\n\r\n",
            SeenRequest(
                "GET", "/",
                fields: ["Host: h", "X-HTTP-Method-Override: PUT", "X-Original-URL: /a"])),
        .reads(
            "Connection does not remove fields", "9110 §7.6.1",
            post("Connection: Content-Length", "Content-Length: 2") + "hi",
            SeenRequest(
                "POST", "/",
                fields: ["Host: h", "Connection: Content-Length", "Content-Length: 2"],
                body: "hi")),
    ]

    /// `POST` with these field lines, up to the empty line.
    private static func post(_ fields: String...) -> String {
        "POST / HTTP/1.1\r\nHost: h\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    /// Beside a Content-Length, a line that another reader may take for a length of its own.
    private static func obfuscated(_ line: String, _ words: String) -> ConformanceCase {
        .refuses(
            "Content-Length and \(line.debugDescription)", "9112 §11.2",
            post("Content-Length: 5", line) + "0\r\n\r\n", status: 400, words)
    }
}
