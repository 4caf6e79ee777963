import Testing

@testable import HTTPMessages

/// Answers in steps that no single kind of delivery could tell.
struct ExchangeStepTests {
    private let connection = MockConnection()

    private func asked(_ request: String = Samples.get()) -> MockConnection {
        _ = connection.receive(request)
        return connection
    }

    private static let promise = Delivery.Step.head(
        status: 200, fields: [:], .length(4), isLast: true)
    private static let head = Delivery.Step.head(
        status: 200, fields: [:], .length(4), isLast: false)

    @Test("a pause divides an answer, and the connection goes on behind it")
    func pause() {
        let connection = asked()
        let actions = connection.deliver(
            .steps([
                Self.head, .bytes([1, 2]), .pause(ns: 2_000_000_000), .bytes([3, 4]),
            ]))
        let head = Samples.response("200 OK", "Content-Length: 4")
        #expect(actions == [.send(head + [1, 2])])
        #expect(connection.sent() == [])
        #expect(connection.watchesForEnd)
        #expect(connection.pass(ms: 1_999) == [])
        #expect(connection.pass(ms: 1) == [.send([3, 4])])
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.isIdle)
    }

    @Test("an answer can be slow and cut short")
    func slowAndShort() {
        let connection = asked()
        var bytes: [UInt8] = []
        var actions = connection.deliver(
            .steps([
                .trickle(bytes: 50, everyNs: 1_000_000), Self.promise, .bytes([1, 2]), .close,
            ]))
        while case .send(let piece)? = actions.last {
            bytes += piece
            let then = connection.sent()
            actions = then.isEmpty ? connection.pass(ms: 1) : then
        }
        let head = Samples.response("200 OK", "Content-Length: 4", "Connection: close")
        #expect(bytes == head + [1, 2])
        #expect(actions == [.ended(.delivered), .close])
    }

    @Test("a pace holds until the answer ends, whatever is asked for in between")
    func paceGoesOn() {
        let connection = asked()
        _ = connection.deliver(
            .steps([
                .trickle(bytes: 1_000, everyNs: 1_000_000), Self.head, .bytes([1]), .askAgain,
            ]))
        #expect(connection.sent() == [.resume])
        connection.wait(ms: 5)
        #expect(connection.pass(ms: 5) == [.resume])
        let rest = [UInt8](repeating: 7, count: 1_001)
        #expect(connection.deliver(.steps([.bytes(rest)])) == [.send(Array(rest[1...]))])
        #expect(connection.sent() == [] && connection.deadlineMs == 1)
        #expect(connection.pass(ms: 1) == [.send([7])])
        #expect(connection.sent() == [.ended(.delivered)])
    }

    @Test("what went out before a pace is not slowed down by it")
    func paceBegins() {
        let connection = asked()
        _ = connection.deliver(
            .steps([
                Self.head, .bytes([1, 2]), .trickle(bytes: 1, everyNs: 1_000_000),
                .bytes([3, 4]),
            ]))
        #expect(connection.sent() == [.send([3])])
        #expect(connection.sent() == [])
        #expect(connection.pass(ms: 1) == [.send([4])])
    }

    @Test(
        "an answer that has begun may end in any way",
        arguments: [
            (Delivery.Step.close, [.close]), (.cut, [.omitCloseNotify, .close]),
            (.reset, [.reset]),
        ] as [(Delivery.Step, [Exchange.Action])])
    func ends(_ end: Delivery.Step, actions: [Exchange.Action]) {
        let connection = asked()
        _ = connection.deliver(.steps([Self.head, .bytes([1]), end]))
        #expect(connection.sent() == [.ended(.delivered)] + actions)
        #expect(connection.deadlineMs == nil)
    }

    @Test("a stream that ends in the middle of chunks has no last one")
    func endsInChunks() {
        let connection = asked()
        let head = Delivery.Step.head(status: 200, fields: [:], .chunked, isLast: false)
        let actions = connection.deliver(.steps([head, .bytes([65]), .close]))
        #expect(
            actions == [
                .send(
                    Samples.response("200 OK", "Transfer-Encoding: chunked", body: "1\r\nA\r\n"))
            ])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("the answer to HEAD has no pause where its content would have been")
    func head() {
        let connection = asked("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n")
        let actions = connection.deliver(
            .steps([Self.head, .bytes([1]), .pause(ns: 1), .bytes([2]), .askAgain]))
        #expect(actions == [.send(Samples.response("200 OK", "Content-Length: 4"))])
        #expect(connection.sent() == [.ended(.delivered)])
    }

    @Test("an answer that has begun does not begin again: its connection ends")
    func beginsOnce() {
        let connection = asked()
        _ = connection.deliver(.steps([Self.head, .bytes([1]), .askAgain]))
        #expect(connection.sent() == [.resume])
        #expect(connection.deliver(.whole(Samples.ok)) == [.ended(.delivered), .close])
    }

    @Test("a client that goes in a pause has left")
    func leaves() {
        let connection = asked()
        _ = connection.deliver(.steps([Self.head, .bytes([1]), .pause(ns: 1_000_000)]))
        _ = connection.sent()
        #expect(connection.receiveEnd() == [.ended(.clientLeft), .close])
    }

    @Test("a pause that outlasts a stop is cut, one that does not is waited for")
    func stop() {
        for (withinMs, actions) in [
            (1, [.ended(.stopped), .close]), (3, []),
        ] as [(Int64, [Exchange.Action])] {
            let connection = MockConnection()
            _ = connection.receive(Samples.get())
            _ = connection.deliver(.steps([Self.head, .bytes([1]), .pause(ns: 2_000_000)]))
            #expect(connection.stop(withinMs: withinMs) == actions)
        }
    }
}
