import Testing

@testable import HTTPMessages

/// Unreadable input is refused, the rest discarded, and the connection closed (RFC 9112 section
/// 9.6).
struct ExchangeRefusalTests {
    private let bad = "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"
    private let refusal = Refusal(501, "the method BREW is not known here (RFC 9110 section 9.1)")
    private let refusalBytes = Samples.refusal(
        "501 Not Implemented", "the method BREW is not known here (RFC 9110 section 9.1)")

    /// A connection that has sent a refusal and throws input away.
    private func draining() -> MockConnection {
        let connection = MockConnection { $0.drainBytesMax = 100 }
        _ = connection.receive(bad)
        _ = connection.sent()
        return connection
    }

    @Test("a refusal is reported and answered with its reason")
    func answer() {
        let connection = MockConnection()
        #expect(connection.receive(bad) == [.refused(refusal), .send(refusalBytes)])
    }

    @Test("no input is read while the refusal is on its way")
    func noInput() {
        let connection = MockConnection()
        _ = connection.receive(bad)
        #expect(!connection.wantsInput)
    }

    @Test("a sent refusal ends the stream, and input is read to be thrown away")
    func finish() {
        let connection = MockConnection()
        _ = connection.receive(bad)
        #expect(connection.sent() == [.finishSending])
        #expect(connection.wantsInput)
    }

    @Test("what is thrown away is not answered, even if it is a request")
    func drain() {
        #expect(draining().receive(Samples.get()) == [])
    }

    @Test("a client that ends its stream after a refusal is done")
    func drainToTheEnd() {
        #expect(draining().receiveEnd() == [.close])
        #expect(draining().receive("rest", areLast: true) == [.close])
    }

    @Test("a bounded number of bytes is thrown away")
    func drainedBytes() {
        let connection = draining()
        #expect(connection.receive(String(repeating: "x", count: 99)) == [])
        #expect(connection.receive("x") == [])
        #expect(connection.receive("x") == [.close])
    }

    @Test("input is thrown away for a bounded time, whether bytes come or not")
    func drainedTime() {
        let connection = draining()
        #expect(connection.deadlineMs == 2_000)
        _ = connection.pass(ms: 1_999)
        _ = connection.receive("x")
        #expect(connection.pass(ms: 0) == [])
        #expect(connection.pass(ms: 1) == [.close])
    }

    @Test("a connection that breaks after a refusal is closed")
    func lostWhileDraining() {
        #expect(draining().lost() == [.close])
    }

    @Test("a refusal of input that has ended closes at once")
    func ended() {
        let connection = MockConnection()
        #expect(connection.receive(bad, areLast: true) == [.refused(refusal), .send(refusalBytes)])
        #expect(connection.sent() == [.close])
    }

    @Test("a client that does not take its refusal is given up")
    func stalled() {
        let connection = MockConnection()
        _ = connection.receive(bad)
        #expect(connection.pass(ms: 30_000) == [.close])
    }

    @Test("a connection that breaks before a refusal is out has no exchange to end")
    func lost() {
        let connection = MockConnection()
        _ = connection.receive(bad)
        #expect(connection.lost() == [.close])
    }

    @Test("a refusal after pipelined requests is answered last")
    func afterRequests() {
        let connection = MockConnection()
        let actions = connection.receive(Samples.get("/1") + Samples.get("/2") + bad)
        #expect(actions == [.answer(Samples.getRequest("/1"))])
        #expect(!connection.wantsInput)
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
        #expect(
            connection.sent() == [.ended(.delivered), .refused(refusal), .send(refusalBytes)])
        #expect(connection.sent() == [.finishSending])
    }

    @Test("a refusal behind more requests than may wait is found when its turn comes")
    func behindTheLimit() {
        let connection = MockConnection { $0.pipelinedMax = 1 }
        _ = connection.receive(Samples.get() + bad)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(
            connection.sent() == [.ended(.delivered), .refused(refusal), .send(refusalBytes)])
    }

    @Test("a refusal behind a last answer is neither reported nor answered")
    func behindClose() {
        let connection = MockConnection()
        _ = connection.receive(Samples.get("/", "Connection: close") + bad)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .finishSending])
    }

    @Test("content that turns out bad is refused")
    func badContent() {
        let connection = MockConnection()
        let head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(connection.receive(head) == [])
        #expect(connection.receive("zz\r\n").count == 2)
    }
}
