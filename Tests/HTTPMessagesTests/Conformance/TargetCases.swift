extension ConformanceTests {
    /// RFC 9112 section 3.2: the four forms of the request target.
    static let targetCases: [ConformanceCase] = [
        origin("/a/b"), origin("//a"), origin("/a;p=1"), origin("/a%2Fb"), origin("/%41%c3%A9"),
        origin("/[x]"), origin("/-._~:@!$&'()*+,;="), origin("/../a/./b"), origin("/http://x/"),
        origin("/%0d%0aHost:%20x"), origin("/%00"), origin("/*"),
        origin("/?", path: "/", query: ""), origin("/a?b=c", path: "/a", query: "b=c"),
        origin("/a?b?c/d", path: "/a", query: "b?c/d"),
        origin("/a?%3F", path: "/a", query: "%3F"),

        badCharacter("/a#b"), badCharacter("/#"), badCharacter("/\""), badCharacter("/<"),
        badCharacter("/>"), badCharacter("/\\"), badCharacter("/^"), badCharacter("/`"),
        badCharacter("/{"), badCharacter("/|"), badCharacter("/}"), badCharacter("/\0"),
        badCharacter("/\t"), badCharacter("/\u{0B}"), badCharacter("/\u{1B}"),
        badCharacter("/\u{7F}"), badCharacter("/\u{80}"), badCharacter("/\u{C3}\u{A9}"),
        badPercent("/%"), badPercent("/%4"), badPercent("/%zz"), badPercent("/%4g"),
        badPercent("/%%41"), badPercent("/%41%"), badPercent("/?%"),

        absolute("http://h/a?b", path: "/a", query: "b"), absolute("http://h", path: "/"),
        absolute("http://h/", path: "/"), absolute("http://h?x", path: "/", query: "x"),
        absolute("http://h/?", path: "/", query: ""), absolute("HTTP://h/a", path: "/a"),
        absolute("hTtPs://h/a", path: "/a"), absolute("http://h:8080/a", path: "/a"),
        absolute("http://h:/a", path: "/a"), absolute("http://[::1]:80/a", path: "/a"),
        absolute("http://127.0.0.1/a", path: "/a"), absolute("http://other/a", path: "/a"),
        absolute("http://h//a", path: "//a"), absolute("http://h/http://x", path: "/http://x"),
        badAuthority("http:///a"), badAuthority("http://"), badAuthority("http://?a"),
        badAuthority("http://u@h/"), badAuthority("http://u:p@h/"), badAuthority("http://h:x/"),
        badAuthority("http://h:-1/"), badAuthority("http://h:123456/"),
        badAuthority("http://h:80:80/"), badAuthority("http://[::1/"), badAuthority("http://[]/"),
        badAuthority("http://[::1]x/"), badAuthority("http://:80/"), badPercent("http://h%zz/"),
        badCharacter("http://h#f"), badCharacter("http://h\\@x/"),
        .refuses(
            "absolute form without Host", "9112 §3.2", "GET http://h/ HTTP/1.1\r\n\r\n",
            status: 400, "no Host field"),
        .refuses(
            "absolute form with an invalid Host", "9112 §3.2",
            "GET http://h/ HTTP/1.1\r\nHost: a b\r\n\r\n", status: 400, "Host field is not HOST"),

        noForm("ftp://h/"), noForm("http:/a"), noForm("http:a"), noForm("https:"), noForm("urn:x"),
        noForm("://h/"), noForm("h:80"), noForm("h"), noForm("a/b"), noForm("?a"), noForm("**"),
        noForm("*a"), noForm("../a"), noForm("%2Fa"), noForm("httpx://h/"), noForm(":"),

        .reads(
            "asterisk form", "9112 §3.2.4", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("OPTIONS", "*")),
        .reads(
            "OPTIONS of a whole server in absolute form", "9112 §3.2.4",
            "OPTIONS http://h:8001 HTTP/1.1\r\nHost: h:8001\r\n\r\n",
            SeenRequest("OPTIONS", "http://h:8001", path: "/", fields: ["Host: h:8001"])),
        .refuses(
            "asterisk form of another method", "9112 §3.2.4",
            "GET * HTTP/1.1\r\nHost: h\r\n\r\n", status: 400, "* is for OPTIONS"),
        .refuses(
            "asterisk form with more", "9112 §3.2.4", "OPTIONS *x HTTP/1.1\r\nHost: h\r\n\r\n",
            status: 400, "must begin with /"),
    ]

    private static func origin(
        _ target: String, path: String? = nil, query: String? = nil
    ) -> ConformanceCase {
        .reads(
            "target \(target)", "9112 §3.2.1", "GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("GET", target, path: path, query: query))
    }

    private static func absolute(
        _ target: String, path: String, query: String? = nil
    ) -> ConformanceCase {
        .reads(
            "target \(target)", "9112 §3.2.2", "GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n",
            SeenRequest("GET", target, path: path, query: query))
    }

    private static func badCharacter(_ target: String) -> ConformanceCase {
        refused(target, section: "9112 §3.2", "must be percent-encoded")
    }

    private static func badPercent(_ target: String) -> ConformanceCase {
        refused(target, section: "9112 §3.2", "% in the request target")
    }

    private static func badAuthority(_ target: String) -> ConformanceCase {
        refused(target, section: "9112 §3.2.2", "authority of the request target")
    }

    private static func noForm(_ target: String) -> ConformanceCase {
        refused(target, section: "9112 §3.2", "must begin with / or be a whole http URI")
    }

    private static func refused(
        _ target: String, section: String, _ words: String
    ) -> ConformanceCase {
        .refuses(
            "target \(target.debugDescription)", section,
            "GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n", status: 400, words)
    }
}
