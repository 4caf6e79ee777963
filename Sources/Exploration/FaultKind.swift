/// The alphabet of faults, simplest first: that order is the measure of "simpler". The first of
/// each flavour stands for it.
package enum FaultKind: String, Sendable, CaseIterable {
    case normal = "-"
    case error503 = "503"
    case decline404 = "404"
    case replyClosed = "reply-closed"
    case error504Processed = "504-processed"
    case requestClosed = "request-closed"
    case error500 = "500"
    case decline400 = "400"
    case replySilent = "reply-silent"
    case requestReset = "request-reset"
    case unknown404 = "404-unknown"
    case truncated
    case html502 = "html-502"
    case requestSilent = "request-silent"
    case replyReset = "reply-reset"
    case unknown400 = "400-unavailable"
    case malformed
    case empty
    case notHTTP = "not-http"
    case wrongLength = "wrong-length"
    case badChunk = "bad-chunk"
    case wrongContentType = "wrong-content-type"
    case shortDelay = "short-delay"
    case late
    case overtaken
    case trickle
    case stale
    case replyCut = "reply-cut"
    case expiredToken = "expired-token"
    case refusedRetry = "retry-refused"

    /// The differences that a client's HTTP stack can see at best.
    package enum Flavour: Sendable, Hashable, CaseIterable {
        case status503, status504, status500, unknown4xx, status404, status400, status401
        case closed, reset, silent, spoilt, fine
    }

    /// What the till knows afterwards.
    package enum Outcome: Sendable, Hashable {
        /// It may not know anything, and has to go on.
        case unknown
        /// It was told no.
        case final
        /// It got its answer.
        case answered
    }

    /// The flavour; nil for the normal answer.
    package var flavour: Flavour? {
        switch self {
        case .normal: nil
        case .error503: .status503
        case .error504Processed: .status504
        case .error500: .status500
        case .unknown404, .unknown400: .unknown4xx
        case .decline404, .refusedRetry: .status404
        case .decline400: .status400
        case .expiredToken: .status401
        case .replyClosed, .requestClosed, .replyCut: .closed
        case .requestReset, .replyReset: .reset
        case .replySilent, .requestSilent, .late, .overtaken: .silent
        case .truncated, .html502, .malformed, .empty, .notHTTP, .wrongLength, .badChunk,
            .wrongContentType:
            .spoilt
        case .shortDelay, .trickle, .stale: .fine
        }
    }

    /// What the till knows after meeting it.
    package var outcome: Outcome {
        switch flavour {
        case nil, .fine: .answered
        case .status404, .status400: .final
        default: .unknown
        }
    }

    /// The place in the order of simplicity.
    package var rank: Int { Self.ranks[self] ?? 0 }

    private static let ranks: [FaultKind: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// True if the till waits until its time is up.
    package var isSilent: Bool { flavour == .silent }

    /// A clause for sentences, as in "the confirmation is answered 503".
    package var clause: String {
        switch self {
        case .normal: "is answered as usual"
        case .error503: "is answered 503"
        case .decline404: "is declined with 404"
        case .replyClosed: "is processed and its answer is lost, the connection closed"
        case .error504Processed: "is processed and answered 504"
        case .requestClosed: "is lost, the connection closed"
        case .error500: "is answered 500"
        case .decline400: "is declined with 400"
        case .replySilent: "is processed and never answered"
        case .requestReset: "is lost, the connection reset"
        case .unknown404: "is answered 404 VOUCHER_STATUS_UNKNOWN"
        case .truncated: "is answered with half a body"
        case .html502: "is answered with a gateway's 502 page"
        case .requestSilent: "is lost without a sign"
        case .replyReset: "is processed and its answer is lost, the connection reset"
        case .unknown400: "is answered 400 UPSTREAM_UNAVAILABLE"
        case .malformed: "is answered with JSON that is cut short"
        case .empty: "is answered without a body"
        case .notHTTP: "is answered with what is no HTTP"
        case .wrongLength: "is answered with a wrong Content-Length"
        case .badChunk: "is answered with an invalid chunk"
        case .wrongContentType: "is answered as text/plain"
        case .shortDelay: "is answered after a short while"
        case .late: "is answered after the till's time-out"
        case .overtaken: "is processed after the till's time-out"
        case .trickle: "is answered bit by bit"
        case .stale: "is answered on a connection that closes silently"
        case .replyCut: "is processed and its answer is lost, the connection cut"
        case .expiredToken: "is refused for an expired token"
        case .refusedRetry: "is declined since the provider takes no retries"
        }
    }
}
