import HTTPMessages

extension ConformanceTests {
    /// RFC 9110 section 10.1.1: Expect.
    static let expectationCases: [ConformanceCase] = [
        expecting("100-continue"), expecting("100-Continue"), expecting("100-CONTINUE"),
        .reads(
            "Expect without content", "9110 §10.1.1",
            "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
            SeenRequest("GET", "/", fields: ["Host: h", "Expect: 100-continue"])),
        .reads(
            "Expect with chunks", "9110 §10.1.1",
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            SeenRequest(
                "POST", "/",
                fields: ["Host: h", "Expect: 100-continue", "Transfer-Encoding: chunked"],
                body: "hi")),
        .reads(
            "an unknown expectation in HTTP/1.0", "9110 §10.1.1",
            "GET / HTTP/1.0\r\nExpect: 200-ok\r\n\r\n",
            SeenRequest("GET", "/", version: .http10, fields: ["Expect: 200-ok"])),
        .waits(
            "Expect, and the content is still to come", "9110 §10.1.1",
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"),
        unmet("200-ok"), unmet(""), unmet("100"), unmet("100-continue-please"),
        unmet("100-continue, 200-ok"), unmet("100-continue=1"),
        .refuses(
            "one of two expectations unknown", "9110 §10.1.1",
            "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nExpect: x\r\n\r\n",
            status: 417, "only the expectation 100-continue"),
        .refuses(
            "Expect with too much content", "9110 §10.1.1",
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
            limits: shortBodies, status: 413, "body is over 8 bytes"),
    ]

    /// RFC 9112 section 9.3: whether the connection goes on.
    static let connectionCases: [ConformanceCase] = [
        connection("close", persists: false), connection("Close", persists: false),
        connection("CLOSE", persists: false), connection("x, close", persists: false),
        connection("close, x", persists: false), connection("keep-alive, close", persists: false),
        connection("close,keep-alive", persists: false), connection(",,close,", persists: false),
        connection("x\t,\tclose", persists: false), connection("keep-alive", persists: true),
        connection("", persists: true), connection("closed", persists: true),
        connection("close x", persists: true), connection("\"close\"", persists: true),
        connection("close;q=1", persists: true), connection("Upgrade", persists: true),
        .reads(
            "close in a second Connection line", "9112 §9.3",
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: x\r\nconnection: close\r\n\r\n",
            SeenRequest(
                "GET", "/", fields: ["Host: h", "Connection: x", "connection: close"],
                persists: false)),
        .reads(
            "Proxy-Connection means nothing", "9112 §9.3",
            "GET / HTTP/1.1\r\nHost: h\r\nProxy-Connection: close\r\n\r\n",
            SeenRequest("GET", "/", fields: ["Host: h", "Proxy-Connection: close"])),
        old("keep-alive", persists: true), old("Keep-Alive", persists: true),
        old("x, keep-alive", persists: true), old("keep-alive, close", persists: false),
        old("close", persists: false), old("", persists: false), old("x", persists: false),
        .reads(
            "Keep-Alive alone does not keep HTTP/1.0 alive", "9112 §9.3",
            "GET / HTTP/1.0\r\nKeep-Alive: timeout=5\r\n\r\n",
            SeenRequest("GET", "/", version: .http10, fields: ["Keep-Alive: timeout=5"])),
        .reads(
            "a higher minor version persists like 1.1", "9110 §2.5",
            "GET / HTTP/1.7\r\nHost: h\r\n\r\n", SeenRequest("GET", "/", persists: true)),
    ]

    private static func expecting(_ value: String) -> ConformanceCase {
        .reads(
            "Expect \(value)", "9110 §10.1.1",
            "POST / HTTP/1.1\r\nHost: h\r\nExpect: \(value)\r\nContent-Length: 2\r\n\r\nhi",
            SeenRequest(
                "POST", "/", fields: ["Host: h", "Expect: \(value)", "Content-Length: 2"],
                body: "hi"))
    }

    private static func unmet(_ value: String) -> ConformanceCase {
        .refuses(
            "Expect \(value.debugDescription)", "9110 §10.1.1",
            "GET / HTTP/1.1\r\nHost: h\r\nExpect: \(value)\r\n\r\n", status: 417,
            "only the expectation 100-continue")
    }

    private static func connection(_ value: String, persists: Bool) -> ConformanceCase {
        .reads(
            "Connection \(value.debugDescription)", "9112 §9.3",
            "GET / HTTP/1.1\r\nHost: h\r\nConnection: \(value)\r\n\r\n",
            SeenRequest(
                "GET", "/", fields: ["Host: h", "Connection: \(value)"], persists: persists))
    }

    private static func old(_ value: String, persists: Bool) -> ConformanceCase {
        .reads(
            "Connection \(value.debugDescription) in HTTP/1.0", "9112 §9.3",
            "GET / HTTP/1.0\r\nConnection: \(value)\r\n\r\n",
            SeenRequest(
                "GET", "/", version: .http10, fields: ["Connection: \(value)"],
                persists: persists))
    }
}
