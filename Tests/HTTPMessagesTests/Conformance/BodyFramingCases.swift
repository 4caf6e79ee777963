import HTTPMessages

extension ConformanceTests {
    /// RFC 9112 sections 6.2 and 6.3, RFC 9110 section 8.6: Content-Length.
    static let bodyFramingCases: [ConformanceCase] = [
        .reads(
            "no length means no content", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("POST", "/"), get),
        length("0", body: ""), length("5", body: "hello"), length("005", body: "hello"),
        length("000", body: ""), length("4", body: "\r\n\r\n"), length("3", body: "\0\u{FF}\n"),
        .reads(
            "Content-Length amid white space", "9110 §5.5",
            "POST / HTTP/1.1\r\nHost: h\r\ncontent-length:\t 2 \t\r\n\r\nhi",
            SeenRequest("POST", "/", fields: ["Host: h", "content-length: 2"], body: "hi")),
        .reads(
            "a request behind a body", "9112 §6.3",
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
                + "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("PUT", "/", fields: ["Host: h", "Content-Length: 2"], body: "hi"), get),
        .reads(
            "content of GET", "9110 §9.3.1",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi",
            SeenRequest("GET", "/", fields: ["Host: h", "Content-Length: 2"], body: "hi")),
        .reads(
            "content of HEAD", "9110 §9.3.2",
            "HEAD / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi",
            SeenRequest("HEAD", "/", fields: ["Host: h", "Content-Length: 2"], body: "hi")),
        .reads(
            "content in HTTP/1.0", "9112 §6.3",
            "POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi",
            SeenRequest(
                "POST", "/", version: .http10, fields: ["Content-Length: 2"], body: "hi")),
        .waits(
            "content cut short", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhell"),
        .waits(
            "content not begun", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n"),

        badLength(""), badLength("+5"), badLength("-5"), badLength("-0"), badLength("0x5"),
        badLength("5,5"), badLength("5, 5"), badLength("5, 6"), badLength("5 5"),
        badLength("5.0"), badLength("5e0"), badLength("five"), badLength("5;"),
        badLength("5 ;x=y"), badLength("5_0"), badLength("\"5\""), badLength("5h"),
        badLength("5\u{A0}"), badLength("\u{B2}"), badLength("\u{D9}\u{A5}"), badLength(","),
        badLength("\u{EF}\u{BC}\u{95}"), badLength("0b1"), badLength("Infinity"),
        .refuses(
            "Content-Length with NUL", "9110 §5.5",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\0\r\n\r\nhello", status: 400,
            "control character"),
        .refuses(
            "the same Content-Length twice", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
            status: 400, "more than one Content-Length"),
        .refuses(
            "two different Content-Lengths", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\ncontent-length: 6\r\n\r\nhello",
            status: 400, "more than one Content-Length"),
        .refuses(
            "a second, empty Content-Length", "9112 §6.3",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length:\r\n\r\nhello",
            status: 400, "more than one Content-Length"),

        .reads(
            "as much content as may be", "9110 §15.5.14",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n12345678", limits: shortBodies,
            SeenRequest("POST", "/", fields: ["Host: h", "Content-Length: 8"], body: "12345678")),
        .refuses(
            "one byte of content too many", "9110 §15.5.14",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123456789",
            limits: shortBodies, status: 413, "body is over 8 bytes"),
        tooLong("1048577"), tooLong("9223372036854775807"), tooLong("9223372036854775808"),
        tooLong("18446744073709551621"), tooLong("99999999999999999999999999999999999999"),
    ]

    /// RFC 9112 section 6.1: Transfer-Encoding.
    static let transferCodingCases: [ConformanceCase] = [
        coding("chunked"), coding("Chunked"), coding("CHUNKED"), coding(",chunked"),
        coding("chunked,"), coding(", chunked\t,,"),
        badCoding("", status: 400), badCoding(",", status: 400), badCoding("gzip", status: 501),
        badCoding("gzip, chunked", status: 501), badCoding("identity", status: 501),
        badCoding("identity, chunked", status: 501), badCoding("chunked, gzip", status: 400),
        badCoding("chunked, identity", status: 400), badCoding("chunked, chunked", status: 400),
        badCoding("xchunked", status: 501), badCoding("chunkedx", status: 501),
        badCoding("chunk", status: 501), badCoding("chunked;q=1", status: 501),
        badCoding("chunked chunked", status: 501), badCoding("\"chunked\"", status: 501),
        badCoding("'chunked'", status: 501), badCoding("chun\tked", status: 501),
        badCoding("\u{A0}chunked", status: 501), badCoding("chunk\u{E9}d", status: 501),
        badCoding("chunked;", status: 501), badCoding("trailers", status: 501),
        .refuses(
            "a vertical tab before the coding", "9110 §5.5",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\u{0B}chunked\r\n\r\n0\r\n\r\n",
            status: 400, "control character"),
        .refuses(
            "chunked twice in two lines", "9112 §6.1",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            status: 400, "must be chunked"),
        .refuses(
            "chunked in HTTP/1.0", "9112 §6.1",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", status: 400,
            "HTTP/1.0 has no Transfer-Encoding"),
    ]

    static let shortBodies = limits { $0.bodyBytesMax = 8 }

    private static func length(_ value: String, body: String) -> ConformanceCase {
        .reads(
            "Content-Length \(value) of \(body.debugDescription)", "9110 §8.6",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(value)\r\n\r\n\(body)",
            SeenRequest("POST", "/", fields: ["Host: h", "Content-Length: \(value)"], body: body))
    }

    private static func badLength(_ value: String) -> ConformanceCase {
        .refuses(
            "Content-Length \(value.debugDescription)", "9110 §8.6",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(value)\r\n\r\nhello", status: 400,
            "Content-Length is not a number")
    }

    private static func tooLong(_ value: String) -> ConformanceCase {
        .refuses(
            "Content-Length \(value)", "9110 §15.5.14",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(value)\r\n\r\n", status: 413,
            "body is over 1048576 bytes")
    }

    private static func coding(_ value: String) -> ConformanceCase {
        .reads(
            "Transfer-Encoding \(value.debugDescription)", "9112 §6.1",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \(value)\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            SeenRequest(
                "POST", "/", fields: ["Host: h", "Transfer-Encoding: \(value)"], body: "hi"))
    }

    private static func badCoding(_ value: String, status: Int) -> ConformanceCase {
        .refuses(
            "Transfer-Encoding \(value.debugDescription)", "9112 §6.1",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \(value)\r\n\r\n0\r\n\r\n",
            status: status, "cod")
    }
}
