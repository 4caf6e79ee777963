import ElectrumSwitch
import HTTPMessages

@testable import HTTPServing

/// A connection to a new mock, whose network takes every byte at once and whose clock stands.
struct FuzzedConnection {
    private static let now = Instant(uptime: 0, unix: 1_769_596_889_123_000_000)

    /// Small enough for inputs of a few kilobytes to reach each, large enough for a provision.
    private static let narrow: HTTPLimits = {
        var limits = HTTPLimits()
        limits.headBytesMax = 1_024
        limits.targetBytesMax = 128
        limits.fieldsMax = 12
        limits.bodyBytesMax = 2_048
        limits.pipelinedMax = 4
        return limits
    }()

    /// The same library for all: to read its profile takes longer than most inputs.
    private static let configuration = Switch.Configuration()

    private let handler = Switch(configuration)
    private let coder: ContentCoder
    private var exchange: Exchange
    private var responder: (any Responder)?
    private var exchangeCount: UInt64 = 0
    /// The answers without interim ones, which depend on how the bytes arrive.
    private(set) var answers: [[UInt8]] = []

    init(limits: HTTPLimits = narrow) {
        coder = ContentCoder(limits: limits)
        exchange = Exchange(in: ExchangeContext(limits), at: Self.now)
    }

    /// The same bytes get the same answers, however they are split.
    static func checkSplits(of bytes: [UInt8]) {
        var whole = FuzzedConnection()
        whole.receive(bytes[...])
        var split = FuzzedConnection()
        var rest = bytes[...]
        // The bytes themselves say where they are split: each piece how long the next is.
        var size = 1
        while !rest.isEmpty {
            let piece = rest.prefix(size)
            split.receive(piece)
            rest = rest.dropFirst(size)
            size = 1 + piece.reduce(bytes.count) { $0 &* 31 &+ Int($1) } & 63
        }
        precondition(whole.answers == split.answers, "the answers depend on the splits")
        whole.end()
    }

    /// Takes bytes of the client, if the connection still reads.
    mutating func receive(_ bytes: ArraySlice<UInt8>) {
        guard exchange.wantsInput else { return }
        perform(exchange.receive(bytes, at: Self.now))
    }

    /// The client ends its stream.
    mutating func end() {
        perform(exchange.receiveEnd(at: Self.now))
    }

    private mutating func perform(_ actions: [Exchange.Action]) {
        var rest = actions[...]
        while let action = rest.popFirst() { rest += perform(action) }
    }

    private mutating func perform(_ action: Exchange.Action) -> [Exchange.Action] {
        switch action {
        case .answer(let request):
            return begin(request)
        case .resume:
            return respond()
        case .send(let bytes):
            if !bytes.starts(with: "HTTP/1.1 100 ".utf8) { answers.append(bytes) }
            return exchange.sent(at: Self.now)
        case .ended(let ending):
            responder?.ended(ending, at: Self.now)
            responder = nil
        case .refused(let refusal):
            handler.refused(
                refusal, exchange.refusedRequest, from: RequestOrigin(listener: 0), at: Self.now)
        case .finishSending, .omitCloseNotify, .close, .reset:
            break
        }
        return []
    }

    private mutating func begin(_ request: HTTPRequest) -> [Exchange.Action] {
        switch coder.decode(request) {
        case .refusal(let refusal, let response):
            handler.refused(refusal, request, from: RequestOrigin(listener: 0), at: Self.now)
            return exchange.deliver(.whole(response), at: Self.now)
        case .request(let request):
            exchangeCount += 1
            responder = handler.responder(
                for: request, from: RequestOrigin(listener: 0),
                as: ExchangeID(rawValue: exchangeCount), at: Self.now)
            return respond()
        }
    }

    private mutating func respond() -> [Exchange.Action] {
        switch responder?.respond(at: Self.now) {
        case .deliver(let delivery):
            return exchange.deliver(delivery, at: Self.now)
        case .wait(let instant):
            exchange.wait(until: instant)
            return []
        case .pause, nil:
            return []
        }
    }
}
