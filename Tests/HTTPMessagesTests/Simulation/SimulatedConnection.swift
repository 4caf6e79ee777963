import TestSupport
import Vocabulary

@testable import HTTPMessages

/// One connection without a socket: a client, a handler, a clock, and the exchange between
/// them, which is watched at every step.
struct SimulatedConnection: ~Copyable {
    private static let limits = ConformanceTests.limits { $0.pipelinedMax = 4 }

    private var generator: SeededGenerator
    private var now = Instant(uptime: 0, unix: 784_111_777_000_000_000)
    private var client: SimulatedClient
    private var exchange: Exchange
    private var network = SimulatedNetwork()

    /// How many requests the handler was asked about, and how many exchanges have ended.
    private var asked = 0
    private var ended = 0
    private var refused = 0
    /// The bytes that the exchange was given, without those of requests that have ended.
    private var heldBytes = 0
    /// True if the last request was HEAD.
    private var isHead = false
    private var delivery: Delivery?
    private var waitsWithoutTime = false
    /// The number of the exchange after which the connection cannot go on.
    private var last: Int?
    /// How many requests may be answered in all; a server that is stopping answers one.
    private var askedMax = Int.max

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        client = SimulatedClient(using: &generator)
        exchange = Exchange(in: ExchangeContext(Self.limits), at: now)
    }

    /// Lives until the connection is closed.
    ///
    /// - Returns: how many exchanges took place.
    mutating func run() throws(Violation) -> Int {
        var steps = 0
        while !network.isClosed {
            steps += 1
            try Violation.unless(steps < 100_000, "every connection ends")
            try step()
            try checkState()
        }
        try checkSilence()
        try checkOutcome()
        return asked
    }

    // MARK: What happens

    private mutating func step() throws(Violation) {
        let isWaiting = asked > ended && delivery == nil
        if client.manner == .leaver, generator.chance(4) {
            network.lose()
            try perform(
                generator.chance(30) ? exchange.fail(at: now) : exchange.lost(at: now))
        } else if generator.below(1_000) == 0 {
            askedMax = min(askedMax, ended + 1)
            try perform(
                exchange.stop(by: now.advanced(byMs: Int64(generator.below(1_000))), at: now))
        } else if canTake, generator.chance(50) {
            try take()
        } else if canSend, generator.chance(50) {
            try send()
        } else if isWaiting, waitsWithoutTime || generator.chance(20) {
            try perform(exchange.wake())
        } else if canEnd, generator.chance(30) {
            client.end()
            try perform(exchange.receiveEnd(at: now))
        } else {
            try passTime(to: canTake || canSend ? nil : exchange.deadline)
        }
    }

    private var canTake: Bool { network.unsent != nil && client.takesBytes }

    private var canSend: Bool { exchange.wantsInput && !client.unsent.isEmpty }

    /// True if the client may end its stream now, and the owner would see it.
    private var canEnd: Bool {
        guard client.unsent.isEmpty, !client.hasEnded,
            exchange.wantsInput || exchange.watchesForEnd
        else { return false }
        return switch client.manner {
        case .halfCloser, .mutant: true
        case .patient: exchange.isIdle || network.isFinished
        case .leaver, .staller, .sleeper: false
        }
    }

    private mutating func take() throws(Violation) {
        if generator.chance(10) { exchange.progressed(at: now) }
        client.take()
        network.take()
        try perform(exchange.sent(at: now))
    }

    private mutating func send() throws(Violation) {
        let (bytes, areLast) = client.send(using: &generator)
        try Violation.unless(
            network.isFinished || client.manner == .mutant
                || heldBytes <= Self.limits.pipelinedMax * client.largestRequestBytes,
            "input is wanted only while few requests are held")
        heldBytes += bytes.count
        try perform(exchange.receive(bytes, areLast: areLast, at: now))
    }

    /// A moment that no time-out could matter to, or exactly up to the deadline.
    private mutating func passTime(to deadline: Instant?) throws(Violation) {
        now = deadline ?? now.advanced(byNs: 1_000)
        try perform(exchange.deadlinePassed(at: now))
    }

    // MARK: What the exchange wants

    private mutating func perform(_ actions: [Exchange.Action]) throws(Violation) {
        for (index, action) in actions.enumerated() {
            try Violation.unless(!network.isClosed, "nothing follows the end")
            switch action {
            case .answer(let request):
                try Violation.unless(index == actions.count - 1, "an answer is asked for last")
                try ask(request)
            case .resume:
                try Violation.unless(asked > ended && delivery == nil, "only a wait is resumed")
                try respond()
            case .ended(let ending):
                try end(ending)
            case .refused:
                try Violation.unless(asked == ended, "a refusal comes after all answers")
                refused += 1
            case .close, .reset:
                try Violation.unless(asked == ended, "every exchange ends before its connection")
                network.close()
            case .send(let bytes): try network.send(bytes)
            case .finishSending: try network.finish()
            case .omitCloseNotify: break
            }
        }
    }

    private mutating func ask(_ request: HTTPRequest) throws(Violation) {
        try Violation.unless(asked == ended, "one request is answered at a time")
        try Violation.unless(asked < askedMax, "the answer during a stop is the last")
        try Violation.unless(network.unsent == nil, "an answer is sent before the next request")
        if asked < client.requests.count {
            try Violation.unless(
                request == client.requests[asked].request, "request \(asked) is the client's own")
            if !client.requests[asked].persists { last = asked }
        }
        isHead = request.method == "HEAD"
        asked += 1
        try respond()
    }

    private mutating func respond() throws(Violation) {
        waitsWithoutTime = false
        if generator.chance(25) {
            waitsWithoutTime = generator.chance(30)
            let time = now.advanced(byMs: Int64(generator.below(100_000)))
            exchange.wait(until: waitsWithoutTime ? nil : time)
            return
        }
        let delivery = Delivery.random(number: asked - 1, using: &generator)
        if delivery.endsConnection { last = asked - 1 }
        self.delivery = delivery
        try perform(exchange.deliver(delivery, at: now))
    }

    private mutating func end(_ ending: ExchangeEnding) throws(Violation) {
        try Violation.unless(asked == ended + 1, "an exchange ends once")
        if ending == .delivered {
            guard let delivery else { throw Violation(description: "delivered without delivery") }
            try network.check(delivery, isHead: isHead)
        }
        if ended < client.requests.count { heldBytes -= client.requests[ended].bytes.count }
        delivery = nil
        ended += 1
    }

    // MARK: What must hold

    private func checkState() throws(Violation) {
        let isHeldBack = asked > ended && delivery == nil && waitsWithoutTime
        try Violation.unless(
            (exchange.deadline == nil) == (network.isClosed || isHeldBack),
            "an open connection has a deadline unless its handler waits without one")
        try Violation.unless(
            !(network.isClosed && (exchange.wantsInput || exchange.watchesForEnd)),
            "a closed connection wants nothing")
    }

    private mutating func checkSilence() throws(Violation) {
        let actions =
            exchange.receive([71], at: now) + exchange.receiveEnd(at: now)
            + exchange.lost(at: now) + exchange.fail(at: now) + exchange.sent(at: now)
            + exchange.receive(Refusal(400, ""), at: now) + exchange.wake()
            + exchange.deliver(.close, at: now) + exchange.stop(by: now, at: now)
            + exchange.abandon()
            + exchange.deadlinePassed(at: now.advanced(byMs: 1_000_000))
        try Violation.unless(actions.isEmpty, "a closed connection stays closed: \(actions)")
        try checkState()
    }

    private func checkOutcome() throws(Violation) {
        try Violation.unless(asked == ended, "every request that was handed over has ended")
        switch client.manner {
        case .patient where askedMax == .max:
            try Violation.unless(
                asked == (last ?? client.requests.count - 1) + 1,
                "a patient client gets all its \(client.requests.count) answers, not \(asked)")
            try network.checkAllRead()
        case .mutant, .sleeper:
            try Violation.unless(refused <= 1, "a connection is refused once")
            return
        default:
            break
        }
        try Violation.unless(refused == 0, "valid requests are not refused")
    }
}
