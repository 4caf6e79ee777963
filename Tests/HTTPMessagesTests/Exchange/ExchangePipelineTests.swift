import Testing

@testable import HTTPMessages

/// RFC 9112 section 9.3.2: requests that are sent before earlier ones are answered.
struct ExchangePipelineTests {
    @Test("pipelined requests are answered one at a time, in order")
    func order() {
        let connection = MockConnection()
        let actions = connection.receive(Samples.get("/1") + Samples.get("/2") + Samples.get("/3"))
        #expect(actions == [.answer(Samples.getRequest("/1"))])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/3"))])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered)])
    }

    @Test("a request that arrives while another is answered waits its turn")
    func later() {
        let connection = MockConnection()
        _ = connection.receive(Samples.get("/1"))
        #expect(connection.receive(Samples.get("/2")) == [])
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.receive(Samples.get("/3")) == [])
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
    }

    @Test("one request is read from a connection that holds 15, none from one that holds 16")
    func backPressure() {
        let connection = MockConnection()
        _ = connection.receive((1...15).map { Samples.get("/\($0)") }.joined())
        #expect(connection.wantsInput)
        _ = connection.receive(Samples.get("/16"))
        #expect(!connection.wantsInput)
    }

    @Test("input is wanted again once fewer than 16 requests are held, buffered ones included")
    func endOfBackPressure() {
        let connection = MockConnection()
        var actions = connection.receive((1...20).map { Samples.get("/\($0)") }.joined())
        for number in 1...20 {
            #expect(actions.last == .answer(Samples.getRequest("/\(number)")))
            #expect(connection.wantsInput == (number > 5))
            _ = connection.deliver(.whole(Samples.ok))
            actions = connection.sent()
        }
        #expect(actions == [.ended(.delivered)])
    }

    @Test("a limit of one request reads none ahead")
    func noPipelining() {
        let connection = MockConnection { $0.pipelinedMax = 1 }
        _ = connection.receive(Samples.get("/1") + Samples.get("/2"))
        #expect(!connection.wantsInput)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .answer(Samples.getRequest("/2"))])
    }

    @Test("requests behind one that closes are not answered")
    func behindClose() {
        let connection = MockConnection()
        _ = connection.receive(Samples.get("/1", "Connection: close") + Samples.get("/2"))
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.lastOKBytes)])
        #expect(connection.sent() == [.ended(.delivered), .finishSending])
    }

    @Test("the time for a half-read request begins when the one before it is answered")
    func halfRequestBehind() {
        let connection = MockConnection()
        _ = connection.receive(Samples.get() + "GET /half")
        connection.wait(ms: nil)
        _ = connection.pass(ms: 1_000_000)
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered)])
        #expect(connection.deadlineMs == 30_000)
    }

    @Test("a pipelined HEAD, GET and POST each get the answer that fits them")
    func mixed() {
        let connection = MockConnection()
        _ = connection.receive(
            "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n" + Samples.get()
                + Samples.postHead(length: 2) + "hi")
        let sent = (1...3).map { _ in
            let sent = connection.deliver(.whole(Samples.ok))
            _ = connection.sent()
            return sent
        }
        let headBytes = Samples.response("200 OK", "Content-Length: 2")
        #expect(
            sent == [[.send(headBytes)], [.send(Samples.okBytes)], [.send(Samples.okBytes)]])
    }
}
