import Testing

@testable import HTTPMessages

/// The limits as they stand by default; the conformance tables try them in small.
struct RequestParserTests {
    /// Reads bytes that arrive at once, and in pieces of 1,000; both must come to the same.
    private func read(_ bytes: String) -> Reading {
        let bytes = latin1(bytes)
        let whole = Reading(of: [bytes[...]], limits: HTTPLimits())
        let pieces = stride(from: 0, to: bytes.count, by: 1_000).map {
            bytes[$0..<min($0 + 1_000, bytes.count)]
        }
        #expect(Reading(of: pieces, limits: HTTPLimits()) == whole)
        return whole
    }

    private func filler(_ count: Int) -> String {
        String(repeating: "a", count: count)
    }

    @Test("a head of 16 KiB is read, one of a byte more is a 431")
    func headLimit() {
        let rest = "GET / HTTP/1.1\r\nHost: h\r\nX: \r\n\r\n".utf8.count
        let fits = filler(16_384 - rest)
        #expect(read("GET / HTTP/1.1\r\nHost: h\r\nX: \(fits)\r\n\r\n").requests.count == 1)
        #expect(read("GET / HTTP/1.1\r\nHost: h\r\nX: \(fits)a\r\n\r\n").refusal?.status == 431)
    }

    @Test("a target of 8 KiB is read, one of a byte more is a 414")
    func targetLimit() {
        let fits = "/" + filler(8_191)
        #expect(read("GET \(fits) HTTP/1.1\r\nHost: h\r\n\r\n").requests.count == 1)
        #expect(read("GET \(fits)a HTTP/1.1\r\nHost: h\r\n\r\n").refusal?.status == 414)
        #expect(read("GET /" + filler(20_000)).refusal?.status == 414)
    }

    @Test("100 fields are read, 101 are a 431")
    func fieldLimit() {
        let lines = (1...99).map { "X\($0): y\r\n" }.joined()
        #expect(read("GET / HTTP/1.1\r\nHost: h\r\n\(lines)\r\n").requests.count == 1)
        #expect(read("GET / HTTP/1.1\r\nHost: h\r\n\(lines)Y: z\r\n\r\n").refusal?.status == 431)
    }

    @Test("content of 1 MiB is read, a byte more is a 413 before it is sent")
    func bodyLimit() {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
        let reading = read(head + "1048576\r\n\r\n" + filler(1_048_576))
        #expect(reading.requests.first?.body.count == 1_048_576)
        #expect(read(head + "1048577\r\n\r\n").refusal?.status == 413)
    }

    @Test("chunks of 1 MiB together are read, a byte more is a 413")
    func chunkLimit() {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunks = String(repeating: "10000\r\n\(filler(0x10000))\r\n", count: 16)
        #expect(read(head + chunks + "0\r\n\r\n").requests.first?.body.count == 1_048_576)
        #expect(read(head + chunks + "1\r\n").refusal?.status == 413)
    }

    @Test("ten thousand requests in one buffer are read one after the other")
    func longBuffer() {
        let requests = (0..<10_000).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
        let reading = Reading(of: [latin1(requests)[...]], limits: HTTPLimits())
        #expect(reading.requests.map(\.target) == (0..<10_000).map { "/\($0)" })
    }

    @Test("a parser is empty before a request and behind it, not within it")
    func isEmpty() throws {
        var parser = RequestParser(in: ExchangeContext(HTTPLimits()))
        #expect(parser.isEmpty)
        parser.append(latin1("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n")[...])
        #expect(!parser.isEmpty)
        #expect(try parser.next() == nil && !parser.isEmpty)
        parser.append([0x78])
        #expect(try parser.next() != nil && parser.isEmpty)
    }

    @Test("what was refused stays refused")
    func staysRefused() {
        var parser = RequestParser(in: ExchangeContext(HTTPLimits()))
        parser.append([0])
        #expect(throws: Refusal.self) { try parser.next() }
        parser.append(latin1("GET / HTTP/1.1\r\nHost: h\r\n\r\n")[...])
        #expect(throws: Refusal.self) { try parser.next() }
    }
}
