import Testing

@testable import HTTPMessages

/// The bounds on how long a client may take.
struct ExchangeTimeoutTests {
    private let connection = MockConnection()

    @Test("a client that sends nothing is closed on after the idle time-out")
    func neverUsed() {
        #expect(connection.pass(ms: 59_999) == [])
        #expect(connection.pass(ms: 1) == [.close])
    }

    @Test("a client that sends nothing more is closed on after the idle time-out")
    func idle() {
        _ = connection.pass(ms: 50_000)
        _ = connection.serve()
        #expect(connection.pass(ms: 59_999) == [])
        #expect(connection.pass(ms: 1) == [.close])
    }

    @Test(
        "a request that is not complete in time is a 408, however its bytes trickle in",
        arguments: [
            ["G", "ET / HTTP/1.1\r\n", "Host:"],
            ["POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n", "a", "b"],
            ["POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n", "x"],
            ["\r", "\nGET", " "],
        ])
    func slowRequest(_ pieces: [String]) {
        _ = connection.receive(pieces[0])
        #expect(connection.deadlineMs == 30_000)
        #expect(connection.pass(ms: 15_000) == [])
        _ = connection.receive(pieces[1])
        #expect(connection.pass(ms: 14_999) == [])
        _ = connection.receive(pieces[2])
        let reason = "the request did not arrive within 30000 ms"
        #expect(
            connection.pass(ms: 1) == [
                .refused(Refusal(408, reason)),
                .send(
                    Samples.refusal(
                        "408 Request Timeout", reason, date: "Sun, 06 Nov 1994 08:50:07 GMT")),
            ])
        #expect(connection.sent() == [.finishSending])
    }

    @Test("the time of a request begins with its first byte")
    func firstByte() {
        _ = connection.pass(ms: 59_000)
        _ = connection.receive("G")
        #expect(connection.deadlineMs == 30_000)
    }

    @Test("a client that takes no byte of its answer has left")
    func stalled() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.pass(ms: 29_999) == [])
        #expect(connection.pass(ms: 1) == [.ended(.clientLeft), .close])
    }

    @Test("a client that takes some bytes of its answer gets more time")
    func progressed() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        for _ in 1...5 {
            #expect(connection.pass(ms: 29_999) == [])
            connection.progressed()
        }
        #expect(connection.pass(ms: 30_000) == [.ended(.clientLeft), .close])
    }

    @Test("progress of nothing changes nothing")
    func noProgress() {
        _ = connection.pass(ms: 1_000)
        connection.progressed()
        #expect(connection.deadlineMs == 59_000)
    }

    @Test("a client that takes no byte of a piece has left")
    func stalledPiece() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.trickled(Samples.ok, bytes: 1, everyNs: 1_000_000))
        _ = connection.sent()
        _ = connection.pass(ms: 1)
        #expect(connection.pass(ms: 30_000) == [.ended(.clientLeft), .close])
    }

    @Test("a client that takes no byte of the leave to go on is closed on")
    func stalledInterim() {
        _ = connection.receive(Samples.postHead(length: 1, "Expect: 100-continue"))
        #expect(connection.pass(ms: 30_000) == [.close])
    }

    @Test("a deadline that has not come does nothing")
    func early() {
        #expect(connection.pass(ms: 0) == [])
        #expect(connection.deadlineMs == 60_000)
    }

    @Test("every bound is the one that was set")
    func limits() {
        let connection = MockConnection {
            $0.idleTimeoutMs = 1
            $0.requestTimeoutMs = 2
            $0.sendTimeoutMs = 3
            $0.drainTimeoutMs = 4
        }
        #expect(connection.deadlineMs == 1)
        _ = connection.receive("G")
        #expect(connection.deadlineMs == 2)
        _ = connection.receive(" ")
        _ = connection.pass(ms: 2)
        #expect(connection.deadlineMs == 3)
        _ = connection.sent()
        #expect(connection.deadlineMs == 4)
    }
}
