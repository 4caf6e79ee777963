import JSONTree
import Vocabulary

/// What the till knows after a request or a retry (docs/rules.md).
enum Outcome {
    /// Approved: a provision brought its voucher, a redemption or a refund was accepted.
    case pending, approved, declined, unknown

    private static let unknownErrors: Set<String> = [
        "UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN",
    ]

    /// - Parameters:
    ///   - next: the till's next message of the transaction, a voucher's lookup aside; a retry or
    ///     a reversal before a sound answer tells that the till had given up waiting.
    ///   - hasAllAnswers: an answer that is pending will not come.
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
        case .whole(let status): self = Outcome(status, message)
        case .spoilt(let status, let isLegible):
            let isUnderstood = (isLegible || status >= 300) && !Self.showsDoubt(next)
            self = isUnderstood ? Outcome(status, message) : .unknown
        }
    }

    /// What a lookup told of the request it names: the original approval or the original error
    /// (contract.md, section 1.3); nil if it told nothing of the kind.
    init?(toldBy lookup: MessageRecord) {
        guard case .whole(let status) = lookup.answer, !lookup.isRefused,
            (200..<300).contains(status) || lookup.errorType != nil
        else { return nil }
        self.init(status, lookup)
    }

    /// Whether it is what a till sends that made nothing of an answer.
    private static func showsDoubt(_ next: MessageRecord?) -> Bool {
        switch next?.operation.role {
        case .request, .retry, .lookup: true
        case .reversal: next?.request["reversalReason"]?.text != "CANCELLED"
        case .confirmation, .call, .delivery, .connection, nil: false
        }
    }

    /// The `errorType` decides before the status.
    private init(_ status: Int, _ message: MessageRecord) {
        if message.errorType.map(Self.unknownErrors.contains) ?? false {
            self = .unknown
        } else if (200..<300).contains(status) && message.carriesWhatWasAsked {
            self = .approved
        } else {
            self = (400..<500).contains(status) ? .declined : .unknown
        }
    }
}

extension Timestamp {
    /// Later than anything a clock says.
    fileprivate static let latest = Timestamp(milliseconds: .max)
}
