import Testing

@testable import HTTPMessages

/// RFC 9110 section 10.1.1: Expect: 100-continue.
struct ExchangeContinueTests {
    private let connection = MockConnection()
    private let head = Samples.postHead(length: 4, "Expect: 100-continue")
    private let chunkedHead =
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
    private let request = HTTPRequest(
        method: "POST", target: "/",
        fields: ["Host": "h", "Content-Length": "4", "Expect": "100-continue"],
        body: Array("body".utf8))

    @Test("a client that waits for leave gets it, then its request is answered")
    func leave() {
        #expect(connection.receive(head) == [.send(Samples.continueBytes)])
        #expect(connection.sent() == [])
        #expect(connection.receive("body") == [.answer(request)])
    }

    @Test("leave is given once, however slowly the content comes")
    func once() {
        _ = connection.receive(head)
        _ = connection.sent()
        #expect(connection.receive("b") == [])
        #expect(connection.receive("od") == [])
        #expect(connection.receive("y") == [.answer(request)])
    }

    @Test("no leave is given when the content came along")
    func contentCameAlong() {
        #expect(connection.receive(head + "body") == [.answer(request)])
    }

    @Test("no leave is given when the content has begun")
    func contentBegan() {
        #expect(connection.receive(head + "b") == [])
        #expect(connection.receive("ody") == [.answer(request)])
    }

    @Test("no leave is given when there is no content")
    func noContent() {
        let actions = connection.receive(Samples.postHead(length: 0, "Expect: 100-continue"))
        #expect(actions.count == 1 && actions != [.send(Samples.continueBytes)])
    }

    @Test("leave is given for chunks")
    func chunks() {
        #expect(connection.receive(chunkedHead) == [.send(Samples.continueBytes)])
        #expect(connection.sent() == [])
        #expect(connection.receive("1\r\nx\r\n0\r\n\r\n").count == 1)
    }

    @Test(
        "no leave is given when a chunk has begun, be it only its size",
        arguments: ["1", "1\r\n", "1\r\nx", "0\r\n"])
    func chunkBegan(_ beginning: String) {
        #expect(connection.receive(chunkedHead + beginning) == [])
    }

    @Test("no leave is given to HTTP/1.0")
    func oldVersion() {
        let old = head.replacing("HTTP/1.1", with: "HTTP/1.0")
        #expect(connection.receive(old) == [])
    }

    @Test("content that does not wait for the leave is answered after it")
    func impatient() {
        _ = connection.receive(head)
        #expect(connection.receive("body") == [])
        #expect(connection.sent() == [.answer(request)])
    }

    @Test("each request gets leave of its own")
    func everyRequest() {
        for _ in 1...3 {
            #expect(connection.receive(head) == [.send(Samples.continueBytes)])
            _ = connection.sent()
            #expect(connection.receive("body") == [.answer(request)])
            _ = connection.deliver(.whole(Samples.ok))
            #expect(connection.sent() == [.ended(.delivered)])
        }
    }

    @Test("leave for a pipelined request comes after the answer before it")
    func pipelined() {
        _ = connection.receive(Samples.get() + head)
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
        #expect(connection.sent() == [.ended(.delivered), .send(Samples.continueBytes)])
    }

    @Test("the content may take the whole request time-out, counted from the leave")
    func timeout() {
        _ = connection.receive(head)
        _ = connection.pass(ms: 20_000)
        _ = connection.sent()
        #expect(connection.deadlineMs == 30_000)
    }

    @Test("a client that ended its stream gets a refusal, not leave")
    func ended() {
        let actions = connection.receive(head, areLast: true)
        let reason = "the stream ends inside a request (RFC 9112 section 8)"
        #expect(
            actions == [
                .refused(Refusal(400, reason)),
                .send(Samples.refusal("400 Bad Request", reason)),
            ])
    }

    @Test("a stream that ends during the leave is refused once the leave is out")
    func endedMeanwhile() {
        _ = connection.receive(head)
        #expect(connection.receiveEnd() == [])
        #expect(
            connection.sent().first
                == .refused(
                    Refusal(
                        400, "the stream ends inside a request (RFC 9112 section 8)")))
    }

    @Test("a connection that breaks during the leave has no exchange to end")
    func lost() {
        _ = connection.receive(head)
        #expect(connection.lost() == [.close])
    }

    @Test("another expectation is a 417")
    func unknown() {
        let actions = connection.receive(Samples.postHead(length: 4, "Expect: 200-ok"))
        let reason = "only the expectation 100-continue is known"
        #expect(
            actions == [
                .refused(Refusal(417, reason)),
                .send(Samples.refusal("417 Expectation Failed", reason)),
            ])
    }
}
