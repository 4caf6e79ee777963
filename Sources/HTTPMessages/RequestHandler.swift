/// Names one exchange, request to answer, on one server; never used twice.
public struct ExchangeID: Sendable, Hashable {
    /// The number behind the name; the server routes by it.
    public let rawValue: UInt64

    /// The exchange with this number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

/// What a handler says to a request.
public enum Answer: Sendable, Equatable {
    /// This goes out now.
    case deliver(Delivery)
    /// The handler wants to be asked again at that time, or when it wakes the exchange itself.
    case wait(until: Instant?)
    /// The handler wakes the exchange in a moment, whatever the client does until then.
    case pause
}

/// How an exchange ended, as far as the server can see.
public enum Ending: Sendable, Equatable {
    /// The delivery was handed to the network completely.
    case delivered
    /// The client went away, or took no more bytes, before that.
    case clientLeft
    /// The server stopped before that.
    case stopped
}

/// Where a request came in.
public struct Origin: Sendable, Equatable {
    /// Which of the server's addresses, counted from 0.
    public var listener: Int
    /// The number of the connection, from 1, unique on its server; nil in the same process.
    public var connection: Int?
    /// The number of the request on its connection, from 1; 0 before the first.
    public var requestOnConnection = 0
    /// The subject of the client's certificate, when TLS is mutual.
    public var clientSubject: String?
    /// Whether the connection has one of the server's last descriptors, which are for those who
    /// look after the server.
    public var isOnReserve = false

    /// A request that came in at an address of the server.
    public init(listener: Int) {
        self.listener = listener
    }
}

/// What goes wrong on purpose before a TLS connection carries a request.
public enum ConnectionFault: Sendable, Equatable {
    /// The handshake is never answered.
    case hang
    /// The connection is reset when the handshake begins.
    case reset
    /// The server shows a certificate that has expired.
    case expiredCertificate
}

/// The side of a server that knows what to answer. Called on many threads at once.
public protocol RequestHandler: Sendable {
    /// What shall go wrong with a TLS connection whose client begins its handshake now; nil for
    /// nothing.
    func fault(onConnectionFrom origin: Origin, at now: Instant) -> ConnectionFault?

    /// Takes on a request that arrived at `now`. The exchange's name serves to wake it.
    func responder(
        for request: HTTPRequest, from origin: Origin, as exchange: ExchangeID, at now: Instant
    ) -> any Responder

    /// Called before bytes go to a client: what must be kept before it hears of it is kept then.
    func settle()

    /// Called for input that was refused before it became a request.
    ///
    /// - Parameter request: as far as it could be read; nil when its target could not.
    func refused(
        _ refusal: Refusal, _ request: HTTPRequest?, from origin: Origin, at now: Instant)

    /// Called for a request whose content coding is refused.
    ///
    /// - Parameter response: what goes out where the handler says nothing else.
    /// - Returns: what goes out.
    func refused(
        _ refusal: Refusal, with response: HTTPResponse, _ request: HTTPRequest,
        from origin: Origin, at now: Instant
    ) -> HTTPResponse

    /// Called for a TLS connection that failed, with the reason.
    ///
    /// - Parameter isHandshake: whether its handshake failed, and not by a `ConnectionFault` that
    ///   hangs or resets.
    func failed(_ reason: String, isHandshake: Bool, from origin: Origin, at now: Instant)
}

extension RequestHandler {
    /// Keeps nothing.
    public func settle() {}

    /// Says nothing else.
    public func refused(
        _ refusal: Refusal, with response: HTTPResponse, _ request: HTTPRequest,
        from origin: Origin, at now: Instant
    ) -> HTTPResponse {
        refused(refusal, request, from: origin, at: now)
        return response
    }
}

/// Answers one request. It lives on the connection's lane and needs no locks of its own.
public protocol Responder: AnyObject {
    /// The answer; asked for once, and again after each `wait`.
    func respond(at now: Instant) -> Answer

    /// The server stops, and ends at `end` at the latest.
    ///
    /// - Returns: what goes out at once, because the answer would come later or never; nil to
    ///   go on waiting.
    func conclude(by end: Instant, at now: Instant) -> Delivery?

    /// Called once, when the answer is out or the client has left.
    func ended(_ ending: Ending, at now: Instant)

    /// Called before `ended` when the answer was cut off: the network took so many bytes of it, as
    /// they are on the wire.
    func cut(after bytes: Int)

    /// Whether somebody would miss the answer if the server ended before its client has read it.
    var isMissed: Bool { get }
}

extension Responder {
    /// Goes on waiting.
    public func conclude(by end: Instant, at now: Instant) -> Delivery? { nil }

    /// Makes nothing of it.
    public func cut(after bytes: Int) {}

    /// Yes.
    public var isMissed: Bool { true }
}
