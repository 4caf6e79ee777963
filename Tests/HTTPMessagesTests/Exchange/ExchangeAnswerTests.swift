import Testing

@testable import HTTPMessages

/// RFC 9112 section 9.3: one request, its answer, and whether the connection goes on.
struct ExchangeAnswerTests {
    private let connection = MockConnection()

    @Test("a complete request is handed to the handler")
    func request() {
        #expect(connection.receive(Samples.get()) == [.answer(Samples.getRequest())])
    }

    @Test("half a request is not")
    func halfRequest() {
        #expect(connection.receive("GET / HTTP/1.1\r\nHos") == [])
        #expect(connection.receive("t: h\r\n\r\n") == [.answer(Samples.getRequest())])
    }

    @Test("the answer goes out in one piece, with Date and Content-Length")
    func answer() {
        _ = connection.receive(Samples.get())
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
    }

    @Test("once it is sent the exchange has ended and the next request is awaited")
    func sent() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.isIdle && connection.wantsInput)
    }

    @Test("a connection serves many requests, one after the other")
    func keepAlive() {
        for number in 0..<50 {
            let actions = connection.serve(Samples.get("/\(number)"))
            let request = Samples.getRequest("/\(number)")
            #expect(actions == [.answer(request), .send(Samples.okBytes), .ended(.delivered)])
        }
    }

    @Test(
        "a client that wants to close gets Connection: close, and the connection is closed",
        arguments: ["close", "Close", "x, close", "keep-alive, close"])
    func close(_ value: String) {
        let actions = connection.serve(Samples.get("/", "Connection: \(value)"))
        let request = Samples.getRequest("/", HTTPField("Connection", value))
        #expect(
            actions == [
                .answer(request), .send(Samples.lastOKBytes), .ended(.delivered), .close,
            ])
    }

    @Test("HTTP/1.0 is answered once")
    func oldVersion() {
        let actions = connection.serve(Samples.get(version: "1.0"))
        #expect(actions.dropFirst() == [.send(Samples.lastOKBytes), .ended(.delivered), .close])
    }

    @Test("HTTP/1.0 with keep-alive goes on, and is told so")
    func oldKeepAlive() {
        let actions = connection.serve(Samples.get("/", "Connection: keep-alive", version: "1.0"))
        let bytes = Samples.response(
            "200 OK", "Content-Length: 2", "Connection: keep-alive", body: "ok")
        #expect(actions.dropFirst() == [.send(bytes), .ended(.delivered)])
    }

    @Test("the answer to HEAD has the length of the content but not the content")
    func head() {
        let actions = connection.serve("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
        let bytes = Samples.response("200 OK", "Content-Length: 2")
        #expect(actions.dropFirst() == [.send(bytes), .ended(.delivered)])
    }

    @Test("statuses without content keep the connection in step", arguments: [204, 304])
    func noContent(_ status: Int) {
        _ = connection.receive(Samples.get())
        let actions = connection.deliver(
            .whole(HTTPResponse(status: status, body: Array("ignored".utf8))))
        let phrase = HTTPResponse.reasonPhrase(status)
        #expect(actions == [.send(Samples.response("\(status) \(phrase)"))])
    }

    @Test("a last answer with unread input behind it ends the stream before the connection")
    func unreadInput() {
        let actions = connection.serve(Samples.get("/", "Connection: close") + "GET /more")
        #expect(actions.suffix(2) == [.ended(.delivered), .finishSending])
        #expect(connection.receiveEnd() == [.close])
    }

    @Test("the clock of Date is the one that people read")
    func date() {
        _ = connection.pass(ms: 1_500)
        let actions = connection.serve()
        let bytes = Samples.response(
            "200 OK", date: "Sun, 06 Nov 1994 08:49:38 GMT", "Content-Length: 2", body: "ok")
        #expect(actions.dropFirst().first == .send(bytes))
    }

    @Test("a closed connection does nothing more")
    func closed() {
        _ = connection.serve(Samples.get("/", "Connection: close"))
        connection.wait(ms: 1)
        connection.progressed()
        let actions = [
            connection.receive(Samples.get()), connection.receive("", areLast: true),
            connection.receiveEnd(), connection.lost(), connection.wake(), connection.sent(),
            connection.deliver(.whole(Samples.ok)), connection.stop(),
            connection.pass(ms: 1_000_000),
        ]
        #expect(Array(actions.joined()) == [])
        #expect(connection.deadlineMs == nil && !connection.wantsInput)
    }
}
