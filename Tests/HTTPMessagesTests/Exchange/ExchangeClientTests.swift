import Testing

@testable import HTTPMessages

/// Clients that end their stream, and clients that go.
struct ExchangeClientTests {
    private static let cutShort = Refusal(
        400, "the stream ends inside a request (RFC 9112 section 8)")
    private let connection = MockConnection()

    @Test("a request that ends the stream is answered, then the connection is closed")
    func lastRequest() {
        let actions = connection.receive(Samples.get(), areLast: true)
        #expect(actions == [.answer(Samples.getRequest())])
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("a request that ended the stream is answered even after a wait")
    func lastRequestWaits() {
        _ = connection.receive(Samples.get(), areLast: true)
        connection.wait(ms: 10)
        #expect(connection.pass(ms: 10) == [.resume])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("every request before the end of the stream is answered")
    func lastRequests() {
        _ = connection.receive(Samples.get("/1") + Samples.get("/2"), areLast: true)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("a stream that ends while the answer is sent does not stop it")
    func endWhileSending() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.receiveEnd() == [])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("no input is wanted after the end of the stream")
    func noInput() {
        _ = connection.receive(Samples.get(), areLast: true)
        #expect(!connection.wantsInput)
    }

    @Test("a stream that ends between requests closes the connection")
    func endWhileIdle() {
        #expect(MockConnection().receiveEnd() == [.close])
        _ = connection.serve()
        #expect(connection.receiveEnd() == [.close])
    }

    @Test(
        "a stream that ends inside a request is refused, then the connection is closed",
        arguments: [
            "G", "GET / HTTP/1.1\r\nHost: h\r\n", "\r",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhell",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        ])
    func cutShort(_ bytes: String) {
        let refused: [Exchange.Action] = [
            .refused(Self.cutShort),
            .send(Samples.refusal("400 Bad Request", Self.cutShort.reason)),
        ]
        _ = connection.receive(bytes)
        #expect(connection.receiveEnd() == refused)
        #expect(connection.sent() == [.close])
        #expect(MockConnection().receive(bytes, areLast: true) == refused)
    }

    @Test("a request cut short behind a complete one is refused after its answer")
    func cutShortBehind() {
        _ = connection.receive(Samples.get() + "GET", areLast: true)
        _ = connection.deliver(.whole(Samples.ok))
        let actions = connection.sent()
        #expect(actions.prefix(2) == [.ended(.delivered), .refused(Self.cutShort)])
    }

    @Test("a client that goes while its answer is held back has left")
    func leavesWhileWaiting() {
        _ = connection.receive(Samples.get())
        connection.wait(ms: 1_000)
        #expect(connection.watchesForEnd)
        #expect(connection.receiveEnd() == [.ended(.clientLeft), .close])
    }

    @Test("a client that goes with a pipelined request, its answer held back, has left")
    func leavesWithBytes() {
        _ = connection.receive(Samples.get())
        connection.wait(ms: 1_000)
        let actions = connection.receive(Samples.get(), areLast: true)
        #expect(actions == [.ended(.clientLeft), .close])
    }

    @Test("a client that goes between two pieces of its answer has left")
    func leavesWhileTrickling() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.trickled(Samples.ok, bytes: 10, everyNs: 1_000_000))
        _ = connection.sent()
        #expect(connection.watchesForEnd)
        #expect(connection.receiveEnd() == [.ended(.clientLeft), .close])
    }

    @Test("the end of the stream is looked out for only while an answer is held back")
    func watchesForEnd() {
        #expect(!connection.watchesForEnd)
        _ = connection.receive(Samples.get())
        #expect(connection.watchesForEnd)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(!connection.watchesForEnd)
        _ = connection.sent()
        _ = connection.receive(Samples.get(), areLast: true)
        #expect(!connection.watchesForEnd)
    }

    @Test("a connection that breaks between requests is closed")
    func lostWhileIdle() {
        #expect(connection.lost() == [.close])
    }

    @Test("a connection that breaks inside a request is closed")
    func lostWhileReading() {
        _ = connection.receive("GET")
        #expect(connection.lost() == [.close])
    }

    @Test("a connection that breaks while the handler is asked ends the exchange")
    func lostWhileWaiting() {
        _ = connection.receive(Samples.get() + Samples.get())
        #expect(connection.lost() == [.ended(.clientLeft), .close])
    }

    @Test(
        "a connection that breaks while an answer is sent ends the exchange",
        arguments: [
            Delivery.whole(Samples.ok), .trickled(Samples.ok, bytes: 1, everyNs: 1),
            .raw([1, 2, 3]),
            .broken(Samples.ok, framing: HTTPField("Content-Length", "9"), body: []),
        ])
    func lostWhileSending(_ delivery: Delivery) {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(delivery)
        #expect(connection.lost() == [.ended(.clientLeft), .close])
    }

    @Test("a connection that breaks between two pieces ends the exchange")
    func lostWhileTrickling() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.trickled(Samples.ok, bytes: 1, everyNs: 1))
        _ = connection.sent()
        #expect(connection.lost() == [.ended(.clientLeft), .close])
    }

    @Test("what was reported sent is not reported lost")
    func lostAfterSent() {
        _ = connection.serve()
        #expect(connection.lost() == [.close])
    }
}
