import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary

/// A scenario's verdict about the switch's answer, as it goes out on the wire. The only place that
/// knows both languages: scenarios speak of faults, the server of steps.
struct FaultDelivery {
    /// The delivery before the hold; nil for none.
    let delivery: Delivery?
    /// The steps after a silence on the sandbox clock.
    let rest: (hold: Duration, steps: [Delivery.Step])?
    /// True if the answer takes its time on the machine's clock.
    let isTrickled: Bool
    /// The end of the exchange as the journal names it.
    let ended: Ended
    /// The response that is sent, complete or not; nil for none.
    let response: HTTPResponse?
    /// The part of the response's content that is sent before the rest.
    private let bytesBeforeRest: Int

    /// - Parameters:
    ///   - answer: the answer of the switch, or the error that the outcome asks for.
    ///   - isHead: whether no body goes out, so that there is none to pause in.
    init(
        _ outcome: Scenarios.Outcome, _ transmission: Transmission, answer: HTTPResponse,
        isHead: Bool
    ) {
        var draft: Draft
        switch outcome {
        case .lost(_, .silence(let hold)):
            self.init(nil, rest: (hold, [.close]), .held)
            return
        case .lost(_, .close):
            self.init(.close, .closed)
            return
        case .lost(_, .cut):
            self.init(.steps([.cut]), .closed)
            return
        case .lost(_, .reset):
            self.init(.steps([.reset]), .reset)
            return
        case .respond(let answer, _): draft = Draft(written: HTTPResponse(answer))
        case .normal, .decline, .error, .replaced, .lost(_, .stale), .tls: draft = Draft(answer)
        }
        if let garbled = transmission.garbled { draft.garble(garbled.kind, at: garbled.at) }
        if case .lost(_, .stale) = outcome { draft.endsConnection = true }
        self.init(draft, slow: transmission.slow, pause: isHead ? nil : transmission.pause)
    }

    /// A response as it is.
    init(whole response: HTTPResponse) {
        self.init(Draft(response))
    }

    private init(
        _ draft: consuming Draft, slow: Transmission.Slow? = nil, pause: Transmission.Pause? = nil
    ) {
        guard slow != nil || pause != nil else {
            self.init(draft.delivery, draft.ended, draft.response)
            return
        }
        let pace = slow.map {
            Delivery.Step.trickle(bytes: $0.bytes, everyNs: $0.every.nanoseconds)
        }
        var steps = pace.map { [$0] } ?? []
        guard let pause else {
            self.init(
                .steps(steps + draft.steps), draft.ended, draft.response, isTrickled: true)
            return
        }
        let count = draft.bytesBefore(pause.at)
        let (first, rest) = draft.halves(after: count)
        steps += first + [.askAgain]
        self.init(
            .steps(steps), rest: (pause.length, rest), draft.ended, draft.response,
            isTrickled: slow != nil, bytesBeforeRest: count)
    }

    private init(
        _ delivery: Delivery?, rest: (hold: Duration, steps: [Delivery.Step])? = nil,
        _ ended: Ended, _ response: HTTPResponse? = nil, isTrickled: Bool = false,
        bytesBeforeRest: Int = 0
    ) {
        self.delivery = delivery
        self.rest = rest
        self.isTrickled = isTrickled
        self.ended = ended
        self.response = response
        self.bytesBeforeRest = bytesBeforeRest
    }

    /// True if the hold divides the answer, and only what goes out before it has.
    var isHalfOut: Bool { delivery != nil && rest != nil }

    /// The response with the content that goes out before the hold.
    var firstPart: HTTPResponse? {
        var part = response
        part?.body = Array((response?.body ?? []).prefix(bytesBeforeRest))
        return part
    }

    /// The delivery when the hold is over.
    var completed: FaultDelivery {
        FaultDelivery(
            rest.map { .steps($0.steps) }, ended, response, isTrickled: isTrickled)
    }
}

/// An answer on its way to being a delivery.
private struct Draft {
    /// The response for the journal; nil if none was sent as HTTP.
    private(set) var response: HTTPResponse?
    private(set) var ended = Ended.sent
    var endsConnection = false
    /// Bytes that are not HTTP.
    private var raw: [UInt8] = []
    /// The framing in the head, if it may be wrong.
    private var framing: Delivery.Framing?

    /// An unchanged response. After a 1xx the connection ends: a client that takes it as the
    /// promise of another response (RFC 9110 section 15.2) must not wait for one.
    ///
    /// A response that has no content by its status has none in the journal either (RFC 9110
    /// section 6.4.1).
    init(_ response: HTTPResponse) {
        let isInterim = response.status < 200
        self.response = response
        if isInterim || [204, 304].contains(response.status) { self.response?.body = [] }
        if isInterim { frame(.declared(nil)) }
    }

    /// A response written out by a scenario's author. One that brings its own framing, correct or
    /// not, is sent unchanged, and the connection ends after it.
    init(written response: HTTPResponse) {
        self.init(response)
        guard
            ["Content-Length", "Transfer-Encoding"].contains(where: { response.fields[$0] != nil })
        else { return }
        self.response = response
        frame(.declared(nil))
    }

    var delivery: Delivery {
        if let response, framing == nil, !endsConnection { return .whole(response) }
        return .steps(steps)
    }

    var steps: [Delivery.Step] {
        if let response, framing == nil { return [.response(response)] + end }
        let (first, rest) = halves(after: body.count)
        return first + rest
    }

    /// The steps before and behind the first `count` bytes of the content.
    func halves(after count: Int) -> (first: [Delivery.Step], rest: [Delivery.Step]) {
        let halves = (
            Delivery.Step.bytes(Array(body.prefix(count))),
            count < body.count ? [Delivery.Step.bytes(Array(body.dropFirst(count)))] : []
        )
        return (head + [halves.0], halves.1 + end)
    }

    /// Returns the number of bytes of the content before a place. A place at or behind the end is
    /// moved before the last byte, or the journal would report a fault that never happened.
    func bytesBefore(_ place: Cut) -> Int {
        max(0, min(place.length(of: body.count), body.count - 1))
    }

    private var body: [UInt8] { response?.body ?? raw }

    private var head: [Delivery.Step] {
        guard let response else { return [] }
        let hasNoContent = [204, 304].contains(response.status)
        let usual = hasNoContent ? Delivery.Framing.declared(nil) : .length(response.body.count)
        return [
            .head(
                status: response.status, fields: response.fields, framing ?? usual,
                isLast: framing != nil)
        ]
    }

    private var end: [Delivery.Step] { endsConnection ? [.close] : [] }

    private mutating func frame(_ framing: Delivery.Framing) {
        self.framing = framing
        endsConnection = true
    }

    /// Makes the answer unreadable. Each kind of garbling is one case here.
    mutating func garble(_ garbling: Garbling, at cut: Cut) {
        let body = body
        let beginning = Array(body.prefix(bytesBefore(cut)))
        switch garbling {
        case .truncated:
            response?.body = beginning
            spoil(.length(body.count))
        case .wrongLength:
            spoil(.length(body.count + Self.missingBytes))
        case .badChunk:
            response?.body = Array("oops\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
            spoil(.declared(HTTPField("Transfer-Encoding", "chunked")))
        case .malformedJSON:
            response?.body = beginning
        case .notHTTP:
            response = nil
            raw = Array("NOT HTTP AT ALL\r\n\r\n".utf8)
            spoil(.declared(nil))
        case .empty:
            response?.body = []
        case .html502:
            self = Draft(Self.gatewayPage)
        case .wrongContentType:
            response?.fields.set("Content-Type", "text/plain")
        }
    }

    /// A framing that is not true.
    private mutating func spoil(_ framing: Delivery.Framing) {
        frame(framing)
        ended = .truncated
    }

    /// The number of bytes by which a wrong Content-Length exceeds the body.
    private static let missingBytes = 64

    private static let gatewayPage = HTTPResponse(
        status: 502, fields: ["Content-Type": "text/html"],
        body: Array(
            """
            <html><head><title>502 Bad Gateway</title></head>
            <body><center><h1>502 Bad Gateway</h1></center></body></html>

            """.utf8))
}

extension HTTPResponse {
    /// An answer written out in a scenario; JSON unless its headers say otherwise.
    fileprivate init(_ answer: RawAnswer) {
        let fields = HTTPFields(answer.headers.map { HTTPField($0.name, $0.value) })
        switch answer.body {
        case nil: self.init(status: answer.status, fields: fields)
        case .string(let text):
            self.init(status: answer.status, fields: fields, body: Array(text.utf8))
        case let body?:
            self.init(status: answer.status, fields: fields, body: body.encoded)
            if fields["Content-Type"] == nil {
                self.fields.append("Content-Type", "application/json")
            }
        }
    }
}
