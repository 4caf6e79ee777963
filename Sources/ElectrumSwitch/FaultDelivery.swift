import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

/// A scenario's verdict about the switch's answer, as it goes out on the wire. The only place that
/// knows both languages: scenarios speak of faults, the server of steps.
struct FaultDelivery {
    /// What goes out first; nil when nothing does before the hold.
    let delivery: Delivery?
    /// What follows once nothing has happened for so long on the sandbox's clock.
    let rest: (holdNs: Int64, steps: [Delivery.Step])?
    /// Whether the answer takes its time on the machine's clock.
    let isTrickled: Bool
    /// What the journal calls the end of it.
    let ended: Ended
    /// The response that goes out, whole or not; nil when none does.
    let response: HTTPResponse?

    /// - Parameter answer: the answer of the switch, or the error that the outcome asks for.
    init(_ outcome: Scenarios.Outcome, answer: HTTPResponse) {
        switch outcome {
        case .normal, .decline, .error, .tls:
            self.init(Draft(answer))
        case .lost(_, .silence(let hold)):
            self.init(nil, rest: (hold.nanoseconds, [.close]), .held)
        case .lost(_, .close): self.init(.close, .closed)
        case .lost(_, .cut): self.init(.steps([.cut]), .closed)
        case .lost(_, .reset): self.init(.steps([.reset]), .reset)
        case .lost(_, .stale):
            var draft = Draft(answer)
            draft.endsConnection = true
            self.init(draft)
        case .garbled(let garbling, let cut, _):
            self.init(Draft(answer).garbled(garbling, at: cut))
        case .slow(let bytes, let every):
            self.init(
                Draft(answer), pace: .trickle(bytes: bytes, everyNs: every.nanoseconds))
        case .respond(let answer, _):
            self.init(Draft(written: HTTPResponse(answer)))
        }
    }

    /// The end of an exchange whose sandbox was reset meanwhile.
    static let cancelled = FaultDelivery(.close, .closed)

    /// A response as it is.
    init(whole response: HTTPResponse) {
        self.init(Draft(response))
    }

    private init(_ draft: Draft, pace: Delivery.Step? = nil) {
        self.init(
            pace.map { .steps([$0] + draft.steps) } ?? draft.delivery, draft.ended, draft.response,
            isTrickled: pace != nil)
    }

    private init(
        _ delivery: Delivery?, rest: (holdNs: Int64, steps: [Delivery.Step])? = nil,
        _ ended: Ended, _ response: HTTPResponse? = nil, isTrickled: Bool = false
    ) {
        self.delivery = delivery
        self.rest = rest
        self.isTrickled = isTrickled
        self.ended = ended
        self.response = response
    }

    /// Whether the hold divides the answer, and only what goes out before it has.
    var isHalfOut: Bool { delivery != nil && rest != nil }

    /// The content of the response that goes out with `delivery`.
    var bodyOut: [UInt8] { response?.body ?? [] }

    /// The delivery when the hold is over.
    var completed: FaultDelivery {
        FaultDelivery(
            rest.map { .steps($0.steps) }, ended, response, isTrickled: isTrickled)
    }
}

/// An answer on its way to being a delivery.
private struct Draft {
    /// What the journal says went out; nil for no HTTP.
    private(set) var response: HTTPResponse?
    private(set) var ended = Ended.sent
    var endsConnection = false
    /// Bytes that are no HTTP.
    private var raw: [UInt8] = []
    /// How the head tells the end of the content, when that need not be true.
    private var framing: Delivery.Framing?

    /// A response as it is. After a 1xx the connection ends: a client that takes it for the promise
    /// of another response (RFC 9110 section 15.2) shall not wait for one.
    ///
    /// What has no content by its status has none in the journal either (RFC 9110 section 6.4.1).
    init(_ response: HTTPResponse) {
        let isInterim = response.status < 200
        self.response = response
        if isInterim || [204, 304].contains(response.status) { self.response?.body = [] }
        if isInterim { frame(.declared(nil)) }
    }

    /// A response that an author wrote out. One that frames itself, truly or not, is sent as it
    /// stands, and the connection ends behind it.
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
        let end: [Delivery.Step] = endsConnection ? [.close] : []
        guard let response else { return [.bytes(raw)] + end }
        guard let framing else { return [.response(response)] + end }
        let head = Delivery.Step.head(
            status: response.status, fields: response.fields, framing, isLast: true)
        return [head, .bytes(response.body)] + end
    }

    private mutating func frame(_ framing: Delivery.Framing) {
        self.framing = framing
        endsConnection = true
    }

    /// The answer when it cannot be read.
    func garbled(_ garbling: Garbling, at cut: Cut) -> Draft {
        var draft = self
        let body = response?.body ?? []
        switch garbling {
        case .truncated:
            draft.response?.body = Array(body.prefix(Self.bytesLeft(of: body.count, by: cut)))
            draft.spoil(.length(body.count))
        case .wrongLength:
            draft.spoil(.length(body.count + Self.missingBytes))
        case .badChunk:
            draft.response?.body = Array("oops\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
            draft.spoil(.declared(HTTPField("Transfer-Encoding", "chunked")))
        case .malformedJSON:
            draft.response?.body = Array(body.prefix(Self.bytesLeft(of: body.count, by: cut)))
        case .notHTTP:
            draft.response = nil
            draft.raw = Array("NOT HTTP AT ALL\r\n\r\n".utf8)
            draft.spoil(.declared(nil))
        case .empty:
            draft.response?.body = []
        case .html502:
            draft = Draft(Self.gatewayPage)
        case .wrongContentType:
            draft.response?.fields.set("Content-Type", "text/plain")
        }
        return draft
    }

    /// A framing that is not true.
    private mutating func spoil(_ framing: Delivery.Framing) {
        frame(framing)
        ended = .truncated
    }

    /// A cut behind the end would leave the body whole, and the journal would tell of a fault that
    /// never was.
    private static func bytesLeft(of count: Int, by cut: Cut) -> Int {
        max(0, min(cut.length(of: count), count - 1))
    }

    /// How many bytes a wrong Content-Length promises too many.
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
        case .text(let text):
            self.init(status: answer.status, fields: fields, body: Array(text.utf8))
        case let body?:
            self.init(status: answer.status, fields: fields, body: JSON(body).encoded)
            if fields["Content-Type"] == nil {
                self.fields.append("Content-Type", "application/json")
            }
        }
    }
}
