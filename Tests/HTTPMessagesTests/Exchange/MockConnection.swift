import HTTPMessages

/// An exchange on a mock clock, with calls short enough for tests. What it is to do comes back
/// as values; nothing is performed.
final class MockConnection {
    private var exchange: Exchange
    /// Sun, 06 Nov 1994 08:49:37 GMT at first.
    private(set) var now = Instant(uptime: 5_000_000_000, unix: 784_111_777_000_000_000)

    init(_ change: (inout HTTPLimits) -> Void = { _ in }) {
        var limits = HTTPLimits()
        change(&limits)
        exchange = Exchange(in: ExchangeContext(limits), at: now)
    }

    var wantsInput: Bool { exchange.wantsInput }
    var watchesForEnd: Bool { exchange.watchesForEnd }
    var isIdle: Bool { exchange.isIdle }

    /// How far the deadline is away, in milliseconds.
    var deadlineMs: Int64? {
        exchange.deadline.map { ($0.uptime - now.uptime) / 1_000_000 }
    }

    /// Bytes arrive, written as Latin-1.
    func receive(_ text: String, areLast: Bool = false) -> [Exchange.Action] {
        exchange.receive(latin1(text)[...], areLast: areLast, at: now)
    }

    func receiveEnd() -> [Exchange.Action] { exchange.receiveEnd(at: now) }

    /// Something arrives that the owner can tell is not for this server.
    func receive(_ refusal: Refusal) -> [Exchange.Action] {
        exchange.receive(refusal, at: now)
    }

    func fail() -> [Exchange.Action] { exchange.fail(at: now) }

    func lost() -> [Exchange.Action] { exchange.lost(at: now) }

    func wait(ms: Int64?) {
        exchange.wait(until: ms.map { now.advanced(byMs: $0) })
    }

    func wake() -> [Exchange.Action] { exchange.wake() }

    func deliver(_ delivery: Delivery) -> [Exchange.Action] {
        exchange.deliver(delivery, at: now)
    }

    func sent() -> [Exchange.Action] { exchange.sent(at: now) }

    func progressed() { exchange.progressed(at: now) }

    func stop(withinMs ms: Int64 = 1_000) -> [Exchange.Action] {
        exchange.stop(by: now.advanced(byMs: ms), at: now)
    }

    func abandon() -> [Exchange.Action] { exchange.abandon() }

    /// The clock goes on, and the deadline is looked at once.
    func pass(ms: Int64) -> [Exchange.Action] {
        now = now.advanced(byMs: ms)
        return exchange.deadlinePassed(at: now)
    }

    /// A request arrives and is answered with `Samples.ok`; the connection goes on.
    func serve(_ request: String = Samples.get()) -> [Exchange.Action] {
        receive(request) + deliver(.whole(Samples.ok)) + sent()
    }
}
