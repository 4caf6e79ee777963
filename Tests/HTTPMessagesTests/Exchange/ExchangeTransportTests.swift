import Testing

@testable import HTTPMessages

/// Events of the underlying stream that only the owner of an exchange knows.
struct ExchangeTransportTests {
    private let connection = MockConnection()
    private let foreign = Refusal(400, "this port speaks TLS")

    @Test("what is not for this server is refused with the owner's words")
    func refused() {
        #expect(
            connection.receive(foreign) == [
                .refused(foreign), .send(Samples.refusal("400 Bad Request", foreign.reason)),
            ])
        #expect(connection.sent() == [.finishSending])
        #expect(connection.receiveEnd() == [.close])
    }

    @Test("the owner refuses nothing while an answer is owed")
    func notRefused() {
        _ = connection.receive(Samples.get())
        #expect(connection.receive(foreign) == [])
        #expect(connection.deliver(.whole(Samples.ok)) == [.send(Samples.okBytes)])
    }

    @Test("a stream that fails sends nothing more, and what arrives is thrown away")
    func failed() {
        _ = connection.receive("GET")
        #expect(connection.fail() == [.finishSending])
        #expect(connection.receive(Samples.get()) == [])
        #expect(connection.deadlineMs == 2_000)
        #expect(connection.pass(ms: 2_000) == [.close])
    }

    @Test("a stream that fails while an answer is owed ends the exchange")
    func failedWhileWaiting() {
        _ = connection.receive(Samples.get())
        #expect(connection.fail() == [.ended(.clientLeft), .finishSending])
        #expect(connection.deliver(.whole(Samples.ok)) == [])
    }

    @Test("a stream that fails while an answer is sent ends the exchange")
    func failedWhileSending() {
        _ = connection.receive(Samples.get())
        _ = connection.deliver(.whole(Samples.ok))
        #expect(connection.fail() == [.ended(.clientLeft), .finishSending])
        #expect(connection.sent() == [])
    }

    @Test("a stream that fails behind its end changes nothing")
    func failedTwice() {
        _ = connection.fail()
        _ = connection.pass(ms: 1_000)
        #expect(connection.fail() == [])
        #expect(connection.deadlineMs == 1_000)
        _ = connection.lost()
        #expect(connection.fail() == [])
        #expect(connection.deadlineMs == nil)
    }
}
