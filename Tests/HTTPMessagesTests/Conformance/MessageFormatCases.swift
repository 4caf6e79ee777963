import HTTPMessages

extension ConformanceTests {
    /// RFC 9112 sections 2.1 and 2.2: lines, line endings, what may stand between messages.
    static let messageFormatCases: [ConformanceCase] = [
        .reads("the smallest request", "9112 §2.1", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", get),
        .reads("no bytes", "9112 §2.1", ""),
        .reads(
            "two requests", "9112 §2.1",
            "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("GET", "/1"), SeenRequest("GET", "/2")),
        .waits("no empty line yet", "9112 §2.1", "GET / HTTP/1.1\r\nHost: h\r\n"),
        .waits("no end of the first line yet", "9112 §2.1", "GET / HTT"),
        .waits("CR of the empty line, no LF yet", "9112 §2.1", "GET / HTTP/1.1\r\nHost: h\r\n\r"),
        .waits(
            "one request and a half", "9112 §2.1",
            "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHo", after: get),

        .reads(
            "an empty line before a request", "9112 §2.2",
            "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", get),
        .reads(
            "an empty line between requests", "9112 §2.2",
            "GET / HTTP/1.1\r\nHost: h\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", get, get),
        .reads(
            "an empty line after a body", "9112 §2.2",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx\r\n",
            SeenRequest("POST", "/", fields: ["Host: h", "Content-Length: 1"], body: "x")),
        .reads("an empty line and nothing else", "9112 §2.2", "\r\n"),
        .waits("a CR and nothing else", "9112 §2.2", "\r"),
        .refuses(
            "two empty lines before a request", "9112 §2.2",
            "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", status: 400, "METHOD SP TARGET"),
        .refuses(
            "a lone LF before a request", "9112 §2.2", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "begins with a method"),
        .refuses(
            "a lone CR before a request", "9112 §2.2", "\rGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "CR without LF"),
        .refuses(
            "a request line that ends in LF", "9112 §2.2", "GET / HTTP/1.1\nHost: h\r\n\r\n",
            status: 400, "LF without CR"),
        .refuses(
            "a field line that ends in LF", "9112 §2.2",
            "GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", status: 400, "LF without CR"),
        .refuses(
            "an empty line that is LF", "9112 §2.2", "GET / HTTP/1.1\r\nHost: h\r\n\n",
            status: 400, "LF without CR"),
        .refuses(
            "LF everywhere", "9112 §2.2", "GET / HTTP/1.1\nHost: h\n\n", status: 400,
            "LF without CR"),
        .refuses(
            "a lone CR in the request line", "9112 §2.2",
            "GET /\rx HTTP/1.1\r\nHost: h\r\n\r\n", status: 400, "CR without LF"),
        .refuses(
            "a lone CR in a field value", "9112 §2.2",
            "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", status: 400, "CR without LF"),
        .refuses(
            "CR CR LF", "9112 §2.2", "GET / HTTP/1.1\r\r\nHost: h\r\n\r\n", status: 400,
            "CR without LF"),
        .refuses(
            "LF CR", "9112 §2.2", "GET / HTTP/1.1\n\rHost: h\n\r\n\r", status: 400,
            "LF without CR"),
        .refuses(
            "CR only", "9112 §2.2", "GET / HTTP/1.1\rHost: h\r\r", status: 400, "CR without LF"),
        .refuses(
            "a space before the first field line", "9112 §2.2",
            "GET / HTTP/1.1\r\n Host: h\r\n\r\n", status: 400, "begins with white space"),
        .refuses(
            "a space before the request line", "9112 §2.2", " GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "begins with a method"),
        .refuses(
            "a tab before the request line", "9112 §2.2", "\tGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "begins with a method"),
        .refuses(
            "NUL before the request line", "9112 §2.2", "\0GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "begins with a method"),
        .refuses(
            "a byte order mark", "9112 §2.2",
            "\u{EF}\u{BB}\u{BF}GET / HTTP/1.1\r\nHost: h\r\n\r\n", status: 400,
            "begins with a method"),
        .refuses(
            "garbage after a request", "9112 §2.2", "GET / HTTP/1.1\r\nHost: h\r\n\r\n\0\0\0",
            after: get, status: 400, "begins with a method"),
        .refuses(
            "a response", "9112 §2.1", "HTTP/1.1 200 OK\r\nHost: h\r\n\r\n", status: 400,
            "method is not a token"),
    ]

    /// RFC 9112 section 2.3 and RFC 9110 section 2.5: the version.
    static let versionCases: [ConformanceCase] = [
        .reads(
            "HTTP/1.0", "9112 §2.3", "GET / HTTP/1.0\r\n\r\n",
            SeenRequest("GET", "/", version: .http10, fields: [])),
        .reads(
            "a higher minor version", "9110 §2.5", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", get),
        .reads(
            "the highest minor version", "9110 §2.5", "GET / HTTP/1.9\r\nHost: h\r\n\r\n", get),
        unspoken("HTTP/0.9"), unspoken("HTTP/2.0"), unspoken("HTTP/3.0"),
        misspelt("http/1.1"), misspelt("Http/1.1"), misspelt("HTTP/1"), misspelt("HTTP/1."),
        misspelt("HTTP/.1"), misspelt("HTTP/11"), misspelt("HTTP/1.10"), misspelt("HTTP/01.1"),
        misspelt("HTTP/1,1"), misspelt("HTTP/1.x"), misspelt("HTTP/x.1"), misspelt("HTTP/-1.1"),
        misspelt("HTTP/1.1x"), misspelt("HTTPS/1.1"), misspelt("HTTP\\1.1"), misspelt("HTTP"),
        misspelt("XTTP/1.1"), misspelt("HTTP/1.\u{B2}"), misspelt("HTTP/1.1\0"),
        misspelt("HTTP/1.1\t"), misspelt("\u{0B}HTTP/1.1"),
        .refuses(
            "a space in the version", "9112 §2.3", "GET / HTTP /1.1\r\nHost: h\r\n\r\n",
            status: 400, "single spaces"),
    ]

    static let get = SeenRequest("GET", "/")

    private static func unspoken(_ version: String) -> ConformanceCase {
        .refuses(
            "version \(version)", "9110 §15.6.6",
            "GET / \(version)\r\nHost: h\r\n\r\n", status: 505,
            "only HTTP/1.1 and HTTP/1.0")
    }

    private static func misspelt(_ version: String) -> ConformanceCase {
        .refuses(
            "version \(version.debugDescription)", "9112 §2.3",
            "GET / \(version)\r\nHost: h\r\n\r\n", status: 400, "must end in HTTP/1.1")
    }
}
