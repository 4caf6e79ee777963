import HTTPMessages
import JSONTree
import Scenarios

/// What a scenario's verdict makes of the switch's answer on the wire. The only place that knows
/// both languages: scenarios speak of faults, the server of deliveries.
struct FaultDelivery {
    /// How long nothing happens first, in nanoseconds.
    var holdNs: Int64 = 0
    let delivery: Delivery
    /// What the journal calls the end of it.
    let ended: JournalRecord.Ended
    /// The response that goes out, whole or not; nil when none does.
    var response: HTTPResponse?

    /// - Parameter answer: the answer of the switch, or the error that the outcome asks for.
    init(_ outcome: Scenarios.Outcome, answer: HTTPResponse) {
        switch outcome {
        case .normal, .decline, .error:
            self.init(whole: answer)
        case .lost(_, let ending):
            self.init(ending, answer)
        case .garbled(let garbling, let cut, _):
            self.init(garbling, at: cut, answer)
        case .slow(let bytes, let every):
            let delivery = Delivery.trickled(answer, bytes: bytes, everyNs: every.nanoseconds)
            self.init(delivery, .sent, answer)
        case .respond(let answer, _):
            self.init(written: HTTPResponse(answer))
        case .tls:
            self.init(whole: answer)
        }
    }

    /// The end of an exchange whose sandbox was reset meanwhile.
    static let cancelled = FaultDelivery(.close, .closed, nil)

    /// A response as it is. After a 1xx the connection ends: a client that takes it for the promise
    /// of another response (RFC 9110 section 15.2) shall not wait for one.
    ///
    /// What has no content by its status has none in the journal either (RFC 9110 section 6.4.1).
    init(whole response: HTTPResponse) {
        let isInterim = response.status < 200
        var response = response
        if isInterim || [204, 304].contains(response.status) { response.body = [] }
        self.init(
            isInterim ? .broken(response, framing: nil, body: []) : .whole(response), .sent,
            response)
    }

    /// A response that an author wrote out. One that frames itself, truly or not, is sent as it
    /// stands, and the connection ends behind it.
    private init(written response: HTTPResponse) {
        let names = ["Content-Length", "Transfer-Encoding"]
        guard names.contains(where: { response.fields[$0] != nil }) else {
            self.init(whole: response)
            return
        }
        self.init(.broken(response, framing: nil, body: response.body), .sent, response)
    }

    private init(_ delivery: Delivery, _ ended: JournalRecord.Ended, _ response: HTTPResponse?) {
        self.delivery = delivery
        self.ended = ended
        self.response = response
    }

    /// No answer at all, or none to the request that comes next on the connection.
    private init(_ ending: Scenarios.Outcome.Ending, _ answer: HTTPResponse) {
        switch ending {
        case .silence(let hold):
            self.init(.close, .held, nil)
            holdNs = hold.nanoseconds
        case .close: self.init(.close, .closed, nil)
        case .cut: self.init(.cut, .closed, nil)
        case .reset: self.init(.reset, .reset, nil)
        case .stale: self.init(.stale(answer), .sent, answer)
        }
    }

    /// An answer that cannot be read.
    private init(_ garbling: Garbling, at cut: Cut, _ answer: HTTPResponse) {
        var changed = answer
        let count = answer.body.count
        switch garbling {
        case .truncated:
            changed.body = Array(answer.body.prefix(Self.bytesLeft(of: count, by: cut)))
            self.init(broken: changed, "Content-Length", "\(count)")
        case .wrongLength:
            self.init(broken: answer, "Content-Length", "\(count + Self.missingBytes)")
        case .badChunk:
            changed.body = Array("oops\r\n".utf8) + answer.body + Array("\r\n0\r\n\r\n".utf8)
            self.init(broken: changed, "Transfer-Encoding", "chunked")
        case .malformedJSON:
            changed.body = Array(answer.body.prefix(Self.bytesLeft(of: count, by: cut)))
            self.init(whole: changed)
        case .notHTTP:
            self.init(.raw(Array("NOT HTTP AT ALL\r\n\r\n".utf8)), .truncated, nil)
        case .empty:
            changed.body = []
            self.init(whole: changed)
        case .html502:
            self.init(whole: Self.gatewayPage)
        case .wrongContentType:
            changed.fields.set("Content-Type", "text/plain")
            self.init(whole: changed)
        }
    }

    /// A cut behind the end would leave the body whole, and the journal would tell of a fault that
    /// never was.
    private static func bytesLeft(of count: Int, by cut: Cut) -> Int {
        max(0, min(cut.length(of: count), count - 1))
    }

    private init(broken response: HTTPResponse, _ name: String, _ value: String) {
        let framing = HTTPField(name, value)
        self.init(
            .broken(response, framing: framing, body: response.body), .truncated, response)
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
