import HTTPMessages

extension ConformanceTests {
    /// RFC 9112 section 3, RFC 9110 section 9: the request line and the method.
    static let requestLineCases: [ConformanceCase] = [
        known("GET"), known("HEAD"), known("POST"), known("PUT"), known("DELETE"),
        known("OPTIONS"), known("PATCH"), known("TRACE"), known("QUERY"),

        unknown("get"), unknown("Get"), unknown("GETS"), unknown("GE"), unknown("BREW"),
        unknown("M-SEARCH"), unknown("PROPFIND"), unknown("CONNECT"), unknown("0"),
        unknown("!#$%&'*+-.^_`|~"),
        .refuses(
            "CONNECT in authority form", "9110 §9.3.6",
            "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", status: 501,
            "method CONNECT is not known"),

        noToken("GET:"), noToken("G(T"), noToken("G@T"), noToken("GE\"T"), noToken("GET/"),
        noToken("G{T"), noToken("G\0T"), noToken("G\u{7F}T"), noToken("G\u{E9}T"),

        misspaced("GET  / HTTP/1.1"), misspaced("GET /  HTTP/1.1"), misspaced("GET / HTTP/1.1 "),
        misspaced("GET\t/ HTTP/1.1"), misspaced("GET /\tHTTP/1.1"),
        misspaced("GET\u{0B}/ HTTP/1.1"), misspaced("GET\u{0C}/\u{0C}HTTP/1.1"),
        misspaced("GET /a b HTTP/1.1"), misspaced("GET HTTP/1.1"), misspaced("GET /"),
        misspaced("GET"), misspaced("GET / HTTP/1.1 HTTP/1.1"),
        .refuses(
            "no version behind the last space", "9112 §3", "GET / \r\nHost: h\r\n\r\n",
            status: 400, "must end in HTTP/1.1"),
        .refuses(
            "no target between two spaces", "9112 §3", "GET  HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "must begin with /"),
        .waits("HTTP/0.9 without more", "9112 §3", "GET /\r\n"),
        .refuses(
            "HTTP/0.9 with an empty line", "9112 §3", "GET /\r\n\r\n", status: 400,
            "single spaces"),

        .reads(
            "a target as long as may be", "9112 §3",
            "GET /aaaaaaaaaaaaaaa HTTP/1.1\r\nHost: h\r\n\r\n", limits: shortTargets,
            SeenRequest("GET", "/aaaaaaaaaaaaaaa")),
        .refuses(
            "a target one byte too long", "9112 §3",
            "GET /aaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: h\r\n\r\n", limits: shortTargets,
            status: 414, "request target is over 16 bytes"),
        .refuses(
            "an endless target", "9112 §3", "GET /" + String(repeating: "a", count: 80),
            limits: shortTargets, status: 414, "request target is over 16 bytes"),
        .refuses(
            "an endless method", "9112 §3", String(repeating: "A", count: 80),
            limits: shortTargets, status: 414, "request target is over 16 bytes"),
        .refuses(
            "a request line longer than a head may be", "9112 §3",
            "GET /" + String(repeating: "a", count: 80), limits: shortHeads, status: 414,
            "request target is over"),
    ]

    private static let shortTargets = limits { $0.targetBytesMax = 16 }

    static let shortHeads = limits { $0.headBytesMax = 64 }

    static func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }

    private static func known(_ method: String) -> ConformanceCase {
        .reads(
            "method \(method)", "9110 §9.3", "\(method) / HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest(method, "/"))
    }

    private static func unknown(_ method: String) -> ConformanceCase {
        .refuses(
            "method \(method)", "9110 §9.1", "\(method) / HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 501, "method \(method) is not known")
    }

    private static func noToken(_ method: String) -> ConformanceCase {
        .refuses(
            "method \(method.debugDescription)", "9110 §9.1",
            "\(method) / HTTP/1.1\r\nHost: h\r\n\r\n", status: 400, "method is not a token")
    }

    private static func misspaced(_ line: String) -> ConformanceCase {
        .refuses(
            "request line \(line.debugDescription)", "9112 §3", "\(line)\r\nHost: h\r\n\r\n",
            status: 400, "single spaces")
    }
}
