import Testing

@testable import HTTPMessages

/// A handler that does not answer at once.
struct ExchangeWaitTests {
    private let connection = MockConnection()

    init() {
        _ = connection.receive(Samples.get())
    }

    @Test("a handler that is being asked has all the time it needs")
    func noDeadline() {
        #expect(connection.deadlineMs == nil)
        #expect(connection.pass(ms: 1_000_000) == [])
    }

    @Test("a handler that waits is asked again at its time, and not before")
    func waits() {
        connection.wait(ms: 5_000)
        #expect(connection.pass(ms: 4_999) == [])
        #expect(connection.pass(ms: 1) == [.resume])
    }

    @Test("a handler that waits without a time is asked again when it is woken")
    func waitsWithoutTime() {
        connection.wait(ms: nil)
        #expect(connection.deadlineMs == nil)
        #expect(connection.pass(ms: 1_000_000) == [])
        #expect(connection.wake() == [.resume])
    }

    @Test("a handler may be woken before its time")
    func wokenEarly() {
        connection.wait(ms: 5_000)
        #expect(connection.wake() == [.resume])
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
    }

    @Test("a handler may wait again and again")
    func waitsAgain() {
        for _ in 1...3 {
            connection.wait(ms: 10)
            #expect(connection.pass(ms: 10) == [.resume])
        }
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.sent() == [.ended(.delivered)])
    }

    @Test("a wait that outlasts every time-out is not one")
    func outlastsTimeouts() {
        connection.wait(ms: 90_000)
        #expect(connection.pass(ms: 60_000) == [])
        #expect(connection.deadlineMs == 30_000)
    }

    @Test("the answer after a wait has the date of the answer")
    func date() {
        connection.wait(ms: 2_000)
        _ = connection.pass(ms: 2_000)
        let bytes = Samples.response(
            "200 OK", date: "Sun, 06 Nov 1994 08:49:39 GMT", "Content-Length: 2", body: "ok")
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(bytes)])
    }

    @Test("input that arrives during a wait does not disturb it")
    func inputMeanwhile() {
        connection.wait(ms: 5_000)
        #expect(connection.receive(Samples.get("/2")) == [])
        #expect(connection.deadlineMs == 5_000)
    }

    @Test("waking or waiting without being asked does nothing")
    func unasked() {
        _ = connection.deliver(.whole(Samples.ok))
        connection.wait(ms: 1)
        #expect(connection.wake() == [])
        #expect(connection.deadlineMs == 30_000)
    }
}
