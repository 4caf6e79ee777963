import Testing

@testable import HTTPMessages

/// Answers that come part by part.
struct ExchangePartTests {
    private let connection = MockConnection()

    private func asked(_ request: String = Samples.get()) -> MockConnection {
        _ = connection.receive(request)
        return connection
    }

    @Test("parts go out as chunks, each asked for when the network has taken the one before")
    func chunks() {
        let connection = asked()
        let head = Samples.response(
            "200 OK", "Transfer-Encoding: chunked", body: "2\r\nok\r\n")
        #expect(connection.deliver(.begun(Samples.ok)) == [.send(head)])
        #expect(connection.sent() == [.resume])
        #expect(connection.deliver(.part([], isLast: false)) == [.send([])])
        #expect(connection.sent() == [.resume])
        let last = Array("11\r\nseventeen letters\r\n0\r\n\r\n".utf8)
        #expect(
            connection.deliver(.part(Array("seventeen letters".utf8), isLast: true))
                == [.send(last)])
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.isIdle)
    }

    @Test("the last part may be empty")
    func emptyEnd() {
        let connection = asked()
        _ = connection.deliver(.begun(Samples.ok))
        _ = connection.sent()
        let last = Array("0\r\n\r\n".utf8)
        #expect(connection.deliver(.part([], isLast: true)) == [.send(last)])
    }

    @Test("HTTP/1.0 knows no chunks: the end of the stream is the end of the answer")
    func oldVersion() {
        let connection = asked(Samples.get("/", "Connection: keep-alive", version: "1.0"))
        let head = Samples.response("200 OK", "Connection: close", body: "ok")
        #expect(connection.deliver(.begun(Samples.ok)) == [.send(head)])
        #expect(connection.sent() == [.resume])
        #expect(connection.deliver(.part(Array("!".utf8), isLast: true)) == [.send([33])])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("HEAD gets the head, and no part is asked for")
    func head() {
        let connection = asked("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
        let head = Samples.response("200 OK", "Transfer-Encoding: chunked")
        #expect(connection.deliver(.begun(Samples.ok)) == [.send(head)])
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.isIdle)
    }

    @Test("a client that takes no more loses its connection, and the handler is told")
    func stalled() {
        let connection = asked()
        _ = connection.deliver(.begun(Samples.ok))
        #expect(connection.pass(ms: 30_000) == [.ended(.clientLeft), .close])
    }

    @Test("a client that has ended its stream gets the rest")
    func halfClosed() {
        let connection = asked()
        _ = connection.deliver(.begun(Samples.ok))
        #expect(connection.receiveEnd() == [])
        #expect(connection.sent() == [.resume])
        _ = connection.deliver(.part(Array("!".utf8), isLast: true))
        #expect(connection.sent() == [.ended(.delivered), .close])
    }
}
