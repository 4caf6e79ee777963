/// What becomes of a message: the normal answer or a fault, placed in the transaction.
public enum Outcome: Sendable, Equatable {
    /// The answer of the switch as it is.
    case normal
    /// A final no; nothing is processed.
    case decline(ErrorAnswer)
    /// A failure whose outcome the till cannot know.
    case error(ErrorAnswer, processed: Bool)
    /// No answer at all; with a stale connection, none to what comes next on it.
    case lost(Leg, Ending)
    /// Somebody else answers in place of the switch, as `Transmission.garbled` says.
    case replaced(processed: Bool)
    /// An answer written out in the scenario.
    case respond(RawAnswer, processed: Bool)
    /// A connection that fails before any message (only on `connect`).
    case tls(TLSFault)

    /// Which half of an exchange is lost.
    public enum Leg: String, Sendable, CaseIterable {
        /// The switch never sees the request.
        case request
        /// The switch processes the request; its reply gets lost.
        case reply
    }

    /// How a connection ends on which nothing more is answered.
    public enum Ending: Sendable, Equatable {
        /// Nothing happens for so long, then it is closed.
        case silence(hold: Timespan)
        /// It is closed at once.
        case close
        /// It is closed at once, over TLS without a close_notify.
        case cut
        /// It is reset at once.
        case reset
        /// The answer goes out whole, then it is closed without a word.
        case stale
    }

    /// How TLS fails.
    public enum TLSFault: String, Sendable, CaseIterable {
        /// The handshake never gets an answer.
        case hang
        /// The connection is reset during the handshake.
        case reset
        /// The certificate has expired.
        case expiredCertificate = "expired-certificate"
    }

    /// Whether the ledger sees the message.
    public var isProcessed: Bool {
        switch self {
        case .normal, .lost(.reply, _): true
        case .error(_, let processed), .replaced(let processed), .respond(_, let processed):
            processed
        case .decline, .lost(.request, _), .tls: false
        }
    }
}

extension Outcome: CustomStringConvertible {
    /// For the journal: `error 503 UPSTREAM_UNAVAILABLE`, `lost reply by silence for 90s`.
    public var description: String {
        switch self {
        case .normal: "normal"
        case .decline(let answer): "decline \(answer)"
        case .error(let answer, let processed):
            "\(answer.status < 500 ? "decline" : "error") \(answer)"
                + (processed ? ", processed" : "")
        case .lost(let leg, .silence(let hold)): "lost \(leg) by silence for \(hold)"
        case .lost(let leg, let ending): "lost \(leg) by \(ending)"
        case .replaced(let processed): processed ? "replaced, processed" : "replaced"
        case .respond(let answer, processed: false): "respond \(answer.status)"
        case .respond(let answer, processed: true): "respond \(answer.status), processed"
        case .tls(let fault): "tls \(fault.rawValue)"
        }
    }
}

extension Outcome {
    /// The description where there is something to say. The answer that takes the place of the
    /// switch's has its name in the transmission.
    var texts: [String] {
        switch self {
        case .normal, .replaced: []
        default: [description]
        }
    }
}

extension Outcome.Leg: Vocable {
    var meaning: String {
        switch self {
        case .request: "The switch never sees it; nothing is processed."
        case .reply: "It is processed, but its reply gets lost."
        }
    }
}

extension Outcome.TLSFault: Vocable {
    var meaning: String {
        switch self {
        case .hang: "The handshake never gets an answer."
        case .reset: "The connection is reset during the handshake."
        case .expiredCertificate: "The certificate has expired."
        }
    }
}
