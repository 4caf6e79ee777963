import Testing

@testable import HTTPMessages

/// Every kind of delivery, on the wire.
struct ExchangeDeliveryTests {
    private let connection = MockConnection()

    /// A connection whose handler is being asked.
    private func asked(_ request: String = Samples.get()) -> MockConnection {
        _ = connection.receive(request)
        return connection
    }

    @Test("a trickled answer comes in pieces, one each interval, and the connection goes on")
    func trickled() {
        let connection = asked()
        let bytes = Samples.okBytes
        let actions = connection.deliver(.trickled(Samples.ok, bytes: 60, everyNs: 100_000_000))
        #expect(actions == [.send(Array(bytes[..<60]))])
        #expect(connection.sent() == [])
        #expect(connection.deadlineMs == 100)
        #expect(connection.pass(ms: 99) == [])
        #expect(connection.pass(ms: 1) == [.send(Array(bytes[60...]))])
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.isIdle)
    }

    @Test("the pieces together are the whole answer", arguments: [1, 7, 64, 10_000])
    func pieces(_ size: Int) {
        let connection = asked()
        var actions = connection.deliver(
            .trickled(Samples.ok, bytes: size, everyNs: 1_000_000))
        var bytes: [UInt8] = []
        while case .send(let piece)? = actions.last {
            #expect(piece.count == min(size, Samples.okBytes.count - bytes.count))
            bytes += piece
            let then = connection.sent()
            actions = then.isEmpty ? connection.pass(ms: 1) : then
        }
        #expect(bytes == Samples.okBytes)
        #expect(actions == [.ended(.delivered)] && connection.isIdle)
    }

    @Test("pieces of no bytes are pieces of one", arguments: [0, -1])
    func emptyPieces(_ size: Int) {
        let actions = asked().deliver(.trickled(Samples.ok, bytes: size, everyNs: 0))
        #expect(actions == [.send(Array("H".utf8))])
    }

    @Test("a trickled last answer closes the connection")
    func trickledClose() {
        let connection = asked(Samples.get("/", "Connection: close"))
        let actions = connection.deliver(.trickled(Samples.ok, bytes: 1_000, everyNs: 1))
        #expect(actions == [.send(Samples.lastOKBytes)])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("a trickled answer to HEAD has no content")
    func trickledHead() {
        let connection = asked("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
        let actions = connection.deliver(.trickled(Samples.ok, bytes: 1_000, everyNs: 1))
        #expect(actions == [.send(Samples.response("200 OK", "Content-Length: 2"))])
    }

    @Test("a request that arrives during a trickle waits for its end")
    func trickledThenNext() {
        let connection = asked()
        _ = connection.deliver(.trickled(Samples.ok, bytes: 1_000, everyNs: 1))
        #expect(connection.receive(Samples.get("/2")) == [])
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
    }

    @Test("a broken answer has the framing and the content it was given, then the stream ends")
    func broken() {
        let connection = asked()
        let actions = connection.deliver(
            .broken(
                Samples.ok, framing: HTTPField("Content-Length", "100"),
                body: Array("short".utf8)))
        let bytes = Samples.response(
            "200 OK", "Content-Length: 100", "Connection: close", body: "short")
        #expect(actions == [.send(bytes)])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("raw bytes go out as they are, then the stream ends")
    func raw() {
        let connection = asked()
        #expect(connection.deliver(.raw([0, 255, 10])) == [.send([0, 255, 10])])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("the stream ends without a byte")
    func close() {
        #expect(asked().deliver(.close) == [.ended(.delivered), .close])
    }

    @Test("a cut lets the stream end without a byte and without a close_notify")
    func cut() {
        #expect(asked().deliver(.cut) == [.ended(.delivered), .omitCloseNotify, .close])
    }

    @Test("so it does with unread input")
    func cutWithInput() {
        let connection = asked(Samples.get("/1") + Samples.get("/2"))
        #expect(
            connection.deliver(.cut) == [.ended(.delivered), .omitCloseNotify, .finishSending])
        #expect(connection.pass(ms: 2_000) == [.close])
    }

    @Test("a stale connection answers as if it went on, then its stream ends")
    func stale() {
        let connection = asked()
        #expect(connection.deliver(.stale(Samples.ok)) == [.send(Samples.okBytes)])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test(
        "with unread input, a stream ends before its connection",
        arguments: [
            Delivery.close, .stale(Samples.ok), .raw([1]),
            .broken(Samples.ok, framing: HTTPField("Content-Length", "9"), body: []),
        ])
    func closeWithInput(_ delivery: Delivery) {
        let connection = asked(Samples.get("/1") + Samples.get("/2"))
        let actions = connection.deliver(delivery) + connection.sent()
        #expect(actions.suffix(2) == [.ended(.delivered), .finishSending])
        #expect(connection.pass(ms: 2_000) == [.close])
    }

    @Test("a reset is immediate, whatever waits")
    func reset() {
        let connection = asked(Samples.get("/1") + Samples.get("/2"))
        #expect(connection.deliver(.reset) == [.ended(.delivered), .reset])
        #expect(connection.deadlineMs == nil && !connection.wantsInput)
        #expect(connection.lost() == [] && connection.receiveEnd() == [])
    }

    @Test("only the first answer to a request counts")
    func twice() {
        let connection = asked()
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.deliver(.reset) == [])
    }

    @Test("an answer that nobody asked for does not go out")
    func unasked() {
        #expect(MockConnection().deliver(.whole(Samples.ok)) == [])
    }
}
