import HTTPMessages
import Testing

struct HTTPRequestTests {
    @Test(
        "a request made by hand has the path and the query of its target",
        arguments: [
            ("/", "/", nil), ("/a?b", "/a", "b"), ("/a?", "/a", ""), ("/a?b?c", "/a", "b?c"),
            ("*", "*", nil), ("/%3F", "/%3F", nil),
        ] as [(String, String, String?)])
    func target(_ target: String, _ path: String, _ query: String?) {
        let request = HTTPRequest(method: "GET", target: target)
        #expect(request.target == target)
        #expect(request.path == path)
        #expect(request.query == query)
    }

    @Test("a request made by hand is HTTP/1.1 without content")
    func defaults() {
        let request = HTTPRequest(method: "GET", target: "/")
        #expect(request.version == .http11)
        #expect(request.fields == [:] && request.body == [] && request.trailers == [:])
    }

    @Test("instants are ordered by the clock that never jumps")
    func instants() {
        let early = Instant(uptime: 1, unix: 100)
        let late = Instant(uptime: 2, unix: 50)
        #expect(early < late)
        #expect(early.advanced(byMs: 2) == Instant(uptime: 2_000_001, unix: 2_000_100))
        #expect(early.advanced(byNs: -1) == Instant(uptime: 0, unix: 99))
    }
}
