package import Vocabulary

/// The alphabet of faults, simplest first: that order is the measure of "simpler". The first of
/// each flavour stands for it.
package enum FaultKind: Hashable, Sendable {
    case normal, error503, decline404, replyClosed, error504Processed, requestClosed, error500
    case decline400, replySilent, requestReset, unknown404, requestSilent, replyReset, unknown400
    case garbled(Garbling)
    case withoutVoucher
    case shortDelay, late, overtaken, trickle, stale, replyCut, expiredToken, refusedRetry

    /// All kinds with their names in descriptions of schedules.
    private static let table: [(kind: FaultKind, name: String)] =
        [
            (.normal, "-"), (.error503, "503"), (.decline404, "404"),
            (.replyClosed, "reply-closed"), (.error504Processed, "504-processed"),
            (.requestClosed, "request-closed"), (.error500, "500"), (.decline400, "400"),
            (.replySilent, "reply-silent"), (.requestReset, "request-reset"),
            (.unknown404, "404-unknown"),
        ] + Garbling.allCases.prefix(1).map { (.garbled($0), $0.rawValue) } + [
            (.requestSilent, "request-silent"), (.replyReset, "reply-reset"),
            (.unknown400, "400-unavailable"),
        ] + Garbling.allCases.dropFirst().map { (.garbled($0), $0.rawValue) } + [
            (.withoutVoucher, "200-without-voucher"),
            (.shortDelay, "short-delay"), (.late, "late"), (.overtaken, "overtaken"),
            (.trickle, "trickle"), (.stale, "stale"), (.replyCut, "reply-cut"),
            (.expiredToken, "expired-token"), (.refusedRetry, "retry-refused"),
        ]

    /// All kinds, in order.
    package static let allCases = table.map(\.kind)

    private static let names = Dictionary(uniqueKeysWithValues: table.map { ($0.kind, $0.name) })
    private static let kinds = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0.kind) })

    /// The name in descriptions of schedules.
    package var name: String { Self.names[self] ?? "" }

    /// The kind with that name; nil if there is none.
    package init?(_ name: some StringProtocol) {
        guard let kind = Self.kinds[String(name)] else { return nil }
        self = kind
    }

    /// The differences that a client's HTTP stack can see at best.
    package enum Flavour: Sendable, Hashable, CaseIterable {
        case status503, status504, status500, status502, unknown4xx, status404, status400
        case status401, closed, reset, silent, spoilt, incomplete, fine
    }

    /// The knowledge of the till afterwards.
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
        case .garbled(let garbling):
            if case .page = garbling.legibility { .status502 } else { .spoilt }
        case .withoutVoucher: .incomplete
        case .shortDelay, .trickle, .stale: .fine
        }
    }

    /// The knowledge of the till after meeting it.
    package var outcome: Outcome {
        switch flavour {
        case nil, .fine: .answered
        case .status404, .status400: .final
        case .status503, .status504, .status500, .status502, .unknown4xx, .status401, .closed,
            .reset, .silent, .spoilt, .incomplete:
            .unknown
        }
    }

    /// The place in the order of simplicity.
    package var rank: Int { Self.ranks[self] ?? 0 }

    private static let ranks: [FaultKind: Int] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// True if the till waits until its time is up.
    package var isSilent: Bool { flavour == .silent }

    /// True if the switch says that it does not know the outcome.
    var isError: Bool {
        switch flavour {
        case .status503, .status504, .status502, .status500, .unknown4xx: true
        case .status404, .status400, .status401, .closed, .reset, .silent, .spoilt, .incomplete,
            .fine, nil:
            false
        }
    }

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
        case .requestSilent: "is lost without a sign"
        case .replyReset: "is processed and its answer is lost, the connection reset"
        case .unknown400: "is answered 400 UPSTREAM_UNAVAILABLE"
        case .withoutVoucher: "is processed and answered 200 without a voucher"
        case .garbled(let garbling): "is answered illegibly (\(garbling.rawValue))"
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
