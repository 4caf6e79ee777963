import Vocabulary

/// The outcome of a message: the normal answer or a fault, placed in the transaction.
package enum Outcome: Sendable, Equatable {
    /// The switch's answer, unchanged.
    case normal
    /// A final no; nothing is processed.
    case decline(ErrorAnswer)
    /// A failure whose outcome the till cannot know.
    case error(ErrorAnswer, processed: Bool)
    /// No answer at all; with a stale connection, none to the next message on it.
    case lost(Leg, Ending)
    /// Somebody else answers in place of the switch, as `Transmission.garbled` says.
    case replaced(processed: Bool)
    /// An answer written out in the scenario.
    case respond(RawAnswer, processed: Bool)
    /// A connection that fails before any message (only on `connect`).
    case tls(TLSFault)

    /// The half of an exchange that is lost.
    package enum Leg: String, Sendable, CaseIterable {
        /// The switch never sees the request.
        case request
        /// The switch processes the request; its reply gets lost.
        case reply
    }

    /// The way a connection ends on which nothing more is answered.
    package enum Ending: Sendable, Equatable {
        /// The connection stays open and silent for a time, then it is closed.
        case silence(hold: Duration)
        /// The connection is closed at once.
        case close
        /// The connection is closed at once, over TLS without a close_notify.
        case cut
        /// The connection is reset at once.
        case reset
        /// The answer is sent completely, then the connection is closed without announcement.
        case stale
    }

    /// A way in which TLS fails.
    package enum TLSFault: String, Sendable, CaseIterable {
        /// The handshake never gets an answer.
        case hang
        /// The connection is reset during the handshake.
        case reset
        /// The certificate has expired.
        case expiredCertificate = "expired-certificate"
    }

    /// True if the ledger sees the message.
    package var isProcessed: Bool {
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
    package var description: String {
        switch self {
        case .normal: "normal"
        case .decline(let answer): "decline \(answer)"
        case .error(let answer, let processed):
            "\(answer.status < 500 ? "decline" : "error") \(answer)"
                + (processed ? ", processed" : "")
        case .lost(let leg, .silence(let hold)): "lost \(leg) by silence for \(hold.written)"
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
