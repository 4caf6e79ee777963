import Testing

@testable import HTTPMessages

/// A server that is stopping.
struct ExchangeStopTests {
    private let connection = MockConnection()

    @Test("a connection between requests is closed")
    func idle() {
        _ = connection.serve()
        #expect(connection.stop() == [.close])
    }

    @Test("a connection that has not been used yet is closed")
    func fresh() {
        #expect(connection.stop() == [.close])
    }

    @Test("half a request cannot be finished: the connection is closed")
    func reading() {
        _ = connection.serve()
        _ = connection.receive("GET / HTTP/1.1\r\n")
        #expect(connection.stop() == [.close])
    }

    @Test("a request that waits is still answered, as the last")
    func waiting() {
        _ = connection.receive(Samples.get())
        connection.wait(ms: 10)
        #expect(connection.stop() == [])
        #expect(connection.pass(ms: 10) == [.resume])
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.lastOKBytes)])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("an answer that is being sent is the last, whatever it says")
    func sending() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.stop() == [])
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("a trickled answer that ends in time is sent to its end, as the last")
    func trickling() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.trickled(Samples.ok, bytes: 70, everyNs: 1_000_000))
        _ = connection.sent()
        #expect(connection.stop(withinMs: 2) == [])
        #expect(connection.pass(ms: 1).count == 1)
        #expect(connection.sent() == [.ended(.delivered), .close])
    }

    @Test("pipelined requests behind the last answer are thrown away")
    func pipelined() {
        _ = connection.receive(Samples.get("/1") + Samples.get("/2"))
        _ = connection.stop()
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered), .finishSending])
        #expect(connection.receiveEnd() == [.close])
    }

    @Test("a trickled answer that would take longer is cut", arguments: [2_000_000, Int64.max / 2])
    func longTrickle(everyNs: Int64) {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.trickled(Samples.ok, bytes: 10, everyNs: everyNs))
        _ = connection.sent()
        #expect(connection.stop(withinMs: 1) == [.ended(.stopped), .close])
    }

    @Test("leave to send content is not waited for")
    func interim() {
        _ = connection.receive(Samples.postHead(length: 2, "Expect: 100-continue"))
        #expect(connection.stop() == [.close])
    }

    @Test("at the end of the time the connection is closed, whatever it is doing")
    func abandoned() {
        _ = connection.receive(Samples.get())
        connection.wait(ms: nil)
        #expect(connection.stop() == [])
        #expect(connection.abandon() == [.ended(.stopped), .close])
        #expect(connection.abandon() == [])
    }

    @Test("a refusal is still sent and the rest thrown away")
    func refused() {
        _ = connection.receive("\0")
        #expect(connection.stop() == [])
        #expect(connection.sent() == [.finishSending])
        #expect(connection.stop() == [])
        #expect(connection.receiveEnd() == [.close])
    }

    @Test("a closed connection is not closed twice")
    func closed() {
        _ = connection.serve()
        _ = connection.stop()
        #expect(connection.stop() == [])
    }
}
