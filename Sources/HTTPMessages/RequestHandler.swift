/// The identity of one exchange, request to answer, on one server; never reused.
package struct ExchangeID: Sendable, Hashable {
    /// The number of the exchange, by which the server routes.
    package let rawValue: UInt64

    /// The exchange with this number.
    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

/// The handler's reply to a request.
package enum Answer: Sendable, Equatable {
    /// Sends a delivery.
    case deliver(Delivery)
    /// Waits until a time, or until the handler wakes the exchange.
    case wait(until: Instant?)
    /// Waits until the handler wakes the exchange in a moment, whatever the client does meanwhile.
    case pause
}

/// The end of an exchange, as far as the server can see.
package enum ExchangeEnding: Sendable, Equatable {
    /// The delivery was handed to the network completely.
    case delivered
    /// The client went away, or took no more bytes, before that.
    case clientLeft
    /// The server stopped before that.
    case stopped
}

/// The origin of a request: listener, connection and its number there.
package struct RequestOrigin: Sendable, Equatable {
    /// The number of the connection, from 1, unique on its server; nil in the same process.
    package var connection: Int?
    /// True if the connection uses one of the server's reserved descriptors, which are kept for the
    /// control API.
    package var isOnReserve = false
    /// The index of the server's address, from 0.
    package var listener: Int
    /// The number of the request on its connection, from 1; 0 before the first.
    package var requestOnConnection = 0
    /// The subject of the client's certificate, if TLS is mutual.
    package var clientSubject: String?

    /// The origin of a request at an address of the server.
    package init(listener: Int) {
        self.listener = listener
    }
}

/// A fault injected before a TLS connection carries a request.
package enum ConnectionFault: Sendable, Equatable {
    /// The handshake is never answered.
    case hang
    /// The connection is reset when the handshake begins.
    case reset
    /// The server shows a certificate that has expired.
    case expiredCertificate
}

/// The handler of a server's requests. Called on many threads concurrently.
package protocol RequestHandler: Sendable {
    /// Returns the fault for a TLS connection whose client begins its handshake now; nil for none.
    func fault(onConnectionFrom origin: RequestOrigin, at now: Instant) -> ConnectionFault?

    /// Returns the responder to a request that arrived at `now`. The exchange's id serves to wake
    /// it.
    func responder(
        for request: HTTPRequest, from origin: RequestOrigin, as exchange: ExchangeID,
        at now: Instant
    ) -> any Responder

    /// Makes durable what a client must not learn before it is recorded; called before bytes are
    /// sent.
    func settle()

    /// Called for input that was refused before it became a request.
    ///
    /// - Parameter request: as far as it could be read; nil when its target could not.
    func refused(
        _ refusal: Refusal, _ request: HTTPRequest?, from origin: RequestOrigin, at now: Instant)

    /// Called for a request whose content coding is refused.
    ///
    /// - Parameter response: what goes out where the handler says nothing else.
    /// - Returns: what goes out.
    func refused(
        _ refusal: Refusal, with response: HTTPResponse, _ request: HTTPRequest,
        from origin: RequestOrigin, at now: Instant
    ) -> HTTPResponse

    /// Called for a TLS connection that failed, with the reason.
    ///
    /// - Parameter isHandshake: whether its handshake failed, and not by a `ConnectionFault` that
    ///   hangs or resets.
    func failed(_ reason: String, isHandshake: Bool, from origin: RequestOrigin, at now: Instant)
}

extension RequestHandler {
    /// Does nothing.
    package func settle() {}

    /// Says nothing else.
    package func refused(
        _ refusal: Refusal, with response: HTTPResponse, _ request: HTTPRequest,
        from origin: RequestOrigin, at now: Instant
    ) -> HTTPResponse {
        refused(refusal, request, from: origin, at: now)
        return response
    }
}

/// A responder to one request. It is confined to the connection's lane and needs no locks.
package protocol Responder: AnyObject {
    /// Returns the answer; called once, and again after each `wait`.
    func respond(at now: Instant) -> Answer

    /// Called when the server stops, which it does at `end` at the latest.
    ///
    /// - Returns: the delivery to send at once, if the answer would otherwise come later or never;
    ///   nil to keep waiting.
    func conclude(by end: Instant, at now: Instant) -> Delivery?

    /// Called once, when the answer has been sent or the client has left.
    func ended(_ ending: ExchangeEnding, at now: Instant)

    /// Called before `ended` when the answer was cut off, with the number of its bytes that the
    /// network took, as they are on the wire.
    func cut(after bytes: Int)

    /// True if somebody would miss the answer if the server ended before its client has read it.
    var isMissed: Bool { get }

    /// True if the duration of the exchange counts in the server's load.
    var isTimed: Bool { get }
}

extension Responder {
    /// Keeps waiting.
    package func conclude(by end: Instant, at now: Instant) -> Delivery? { nil }

    /// Makes nothing of it.
    package func cut(after bytes: Int) {}

    /// Yes.
    package var isMissed: Bool { true }

    /// No.
    package var isTimed: Bool { false }
}
