import HTTPMessages

extension ConformanceTests {
    /// RFC 9112 section 3.2, RFC 9110 section 7.2: the Host field.
    static let hostCases: [ConformanceCase] = [
        valid("h"), valid("example.com"), valid("example.com."), valid("EXAMPLE.com"),
        valid("h:80"), valid("h:"), valid("h:65535"), valid("127.0.0.1"), valid("127.0.0.1:8080"),
        valid("[::1]"), valid("[::1]:8080"), valid("[::ffff:127.0.0.1]"), valid("[v1.ab:cd]"),
        valid("a_b"), valid("a-b~c.d"), valid("a%41b"), valid("a!$&'()*+,;=b"), valid("0"),

        invalid(""), invalid("  "), invalid(":80"), invalid("h:x"), invalid("h:80x"),
        invalid("h:123456"), invalid("h:+80"), invalid("h: 80"), invalid("h :80"),
        invalid("h:80:80"), invalid("[::1"), invalid("::1"), invalid("[]"), invalid("[::1]x"),
        invalid("[h]"), invalid("]"), invalid("u@h"), invalid("u:p@h"), invalid("h/"),
        invalid("h/x"), invalid("h?x"), invalid("h#x"), invalid("http://h"), invalid("a b"),
        invalid("a, b"), invalid("a\tb"), invalid("a\\b"), invalid("a\"b"), invalid("<h>"),
        invalid("a%"), invalid("a%4"), invalid("a%zz"), invalid("h\u{E9}"),
        invalid("h\u{C3}\u{A9}"),

        .reads(
            "Host in lower case and not first", "9110 §7.2",
            "GET / HTTP/1.1\r\nX: y\r\nhost: h\r\n\r\n",
            SeenRequest("GET", "/", fields: ["X: y", "host: h"])),
        .reads(
            "HTTP/1.0 with Host", "9112 §3.2", "GET / HTTP/1.0\r\nHost: h\r\n\r\n",
            SeenRequest("GET", "/", version: .http10)),
        .refuses(
            "no Host", "9112 §3.2", "GET / HTTP/1.1\r\n\r\n", status: 400, "no Host field"),
        .refuses(
            "no Host but other fields", "9112 §3.2", "GET / HTTP/1.1\r\nX-Host: h\r\n\r\n",
            status: 400, "no Host field"),
        .refuses(
            "no Host for the whole server", "9112 §3.2", "OPTIONS * HTTP/1.1\r\n\r\n",
            status: 400, "no Host field"),
        .refuses(
            "two different Hosts", "9112 §3.2", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            status: 400, "more than one Host"),
        .refuses(
            "the same Host twice", "9112 §3.2", "GET / HTTP/1.1\r\nHost: h\r\nhost: h\r\n\r\n",
            status: 400, "more than one Host"),
        .refuses(
            "HTTP/1.0 with two Hosts", "9112 §3.2",
            "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", status: 400, "more than one Host"),
        .refuses(
            "HTTP/1.0 with an invalid Host", "9112 §3.2", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n",
            status: 400, "Host field is not HOST"),
    ]

    private static func valid(_ host: String) -> ConformanceCase {
        .reads(
            "Host \(host)", "9110 §7.2", "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n",
            SeenRequest("GET", "/", fields: ["Host: \(host)"]))
    }

    private static func invalid(_ host: String) -> ConformanceCase {
        .refuses(
            "Host \(host.debugDescription)", "9110 §7.2",
            "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", status: 400, "Host field is not HOST")
    }
}
