import JSONTree
import Vocabulary

/// The outcome of a request or a retry as the till knows it (docs/rules.md).
enum KnownOutcome {
    /// Approved: a provision brought its voucher, a redemption or a refund was accepted.
    case pending, approved, declined, unknown

    private static let unknownErrors: Set<String> = [
        "UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN",
    ]

    /// - Parameters:
    ///   - next: the till's next message of the transaction, lookups of the voucher aside. A retry
    ///     or a reversal before a readable answer shows that the till had given up waiting.
    ///   - hasAllAnswers: true if a pending answer will not come.
    init(of message: MessageRecord, next: MessageRecord?, hasAllAnswers: Bool) {
        let isOvertaken = next.map { $0.at < (message.finishedAt ?? .latest) } ?? false
        let mayWait = next?.operation.role == .confirmation || next?.operation.role == .lookup
        if isOvertaken && !mayWait {
            self = .unknown
            return
        }
        switch message.answer {
        case .pending: self = hasAllAnswers ? .unknown : .pending
        case .none: self = .unknown
        case .whole(let status): self = KnownOutcome(status, message)
        case .spoilt(let status, let isLegible):
            let isUnderstood = (isLegible || status >= 300) && !Self.showsDoubt(next)
            self = isUnderstood ? KnownOutcome(status, message) : .unknown
        }
    }

    /// Reads the outcome of the request that a lookup names: the original approval or the original
    /// error (contract.md, section 1.3); nil if the lookup reports neither.
    init?(toldBy lookup: MessageRecord) {
        guard case .whole(let status) = lookup.answer, !lookup.isRefused,
            (200..<300).contains(status) || lookup.errorType != nil
        else { return nil }
        self.init(status, lookup)
    }

    /// Returns true if an error type says, whatever the status, that nobody knows the outcome.
    static func saysUnknown(_ errorType: String?) -> Bool {
        errorType.map(unknownErrors.contains) ?? false
    }

    /// Returns true if the next message shows that the till could not use the answer.
    private static func showsDoubt(_ next: MessageRecord?) -> Bool {
        switch next?.operation.role {
        case .request, .retry, .lookup: true
        case .reversal: next?.request["reversalReason"]?.text != "CANCELLED"
        case .confirmation, .call, .delivery, .connection, nil: false
        }
    }

    /// Reads the outcome of a status; the `errorType` takes precedence.
    private init(_ status: Int, _ message: MessageRecord) {
        if Self.saysUnknown(message.errorType) {
            self = .unknown
        } else if (200..<300).contains(status) && message.carriesWhatWasAsked {
            self = .approved
        } else {
            self = (400..<500).contains(status) ? .declined : .unknown
        }
    }
}

extension Timestamp {
    /// A time later than any that a clock shows.
    static let latest = Timestamp(milliseconds: .max)
}
