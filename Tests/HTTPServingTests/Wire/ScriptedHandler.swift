import HTTPMessages
import Synchronization

/// A handler that answers as a test says, and records what the server calls.
final class ScriptedHandler: RequestHandler {
    /// The events that the server reported to the handler.
    enum Event: Equatable {
        /// It wants the answer to the request with this path; more than once after a `wait`.
        case asked(String)
        case ended(String, ExchangeEnding)
        case refused(Int)
        case failed(String)
    }

    /// The answer to a request, by how often it was asked for.
    typealias Script = @Sendable (_ request: HTTPRequest, _ asked: Int, _ now: Instant) -> Answer

    private struct Log {
        var events: [Event] = []
        var exchanges: [String: ExchangeID] = [:]
        var listeners: [String: Int] = [:]
    }

    private let script: Script
    private let log = Mutex(Log())

    init(_ script: @escaping Script = { request, _, _ in .deliver(.whole(.echo(request))) }) {
        self.script = script
    }

    /// Everything so far, in order.
    var events: [Event] { log.withLock(\.events) }

    /// Where requests came in, by their path.
    var listeners: [String: Int] { log.withLock(\.listeners) }

    func count(_ event: Event) -> Int { events.count { $0 == event } }

    func saw(_ event: Event) -> Bool { events.contains(event) }

    /// The latest exchange about a path.
    func exchange(about path: String) -> ExchangeID? { log.withLock { $0.exchanges[path] } }

    func responder(
        for request: HTTPRequest, from origin: RequestOrigin, as exchange: ExchangeID,
        at now: Instant
    ) -> any Responder {
        log.withLock {
            $0.exchanges[request.path] = exchange
            $0.listeners[request.path] = origin.listener
        }
        return ScriptedResponder(request, self)
    }

    func fault(onConnectionFrom origin: RequestOrigin, at now: Instant) -> ConnectionFault? { nil }

    func refused(
        _ refusal: Refusal, _ request: HTTPRequest?, from origin: RequestOrigin, at now: Instant
    ) {
        note(.refused(refusal.status))
    }

    func failed(_ reason: String, isHandshake: Bool, from origin: RequestOrigin, at now: Instant) {
        note(.failed(reason))
    }

    fileprivate func answer(_ request: HTTPRequest, asked: Int, at now: Instant) -> Answer {
        note(.asked(request.path))
        return script(request, asked, now)
    }

    fileprivate func note(_ event: Event) { log.withLock { $0.events.append(event) } }
}

private final class ScriptedResponder: Responder {
    private let request: HTTPRequest
    private let handler: ScriptedHandler
    private var asked = 0

    init(_ request: HTTPRequest, _ handler: ScriptedHandler) {
        self.request = request
        self.handler = handler
    }

    func respond(at now: Instant) -> Answer {
        asked += 1
        return handler.answer(request, asked: asked, at: now)
    }

    func ended(_ ending: ExchangeEnding, at now: Instant) {
        handler.note(.ended(request.path, ending))
    }
}

extension HTTPResponse {
    /// Method and path as fields, the body as it came.
    static func echo(_ request: HTTPRequest) -> HTTPResponse {
        HTTPResponse(
            status: 200, fields: ["Method": request.method, "Path": request.path],
            body: request.body)
    }
}
