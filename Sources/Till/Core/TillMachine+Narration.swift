import Vocabulary

// MARK: The till's narration. Callers escape the words that came over the wire.

extension TillMachine.Decision {
    /// The answer, as in `503 UPSTREAM_UNAVAILABLE` or `no answer (silence)`.
    package var answer: String {
        guard let status else { return outcome.description }
        let detail = errorType ?? voucherCode.map { "voucher \($0)" }
        return [String(status), detail].compactMap(\.self).joined(separator: " ")
    }

    /// The till's reading and its next step, as in `unknown: retries in 200 ms`.
    package var plan: String {
        let meaning =
            outcome == .approved ? "approved" : outcome.isDeclined ? "declined" : "outcome unknown"
        let wait = pause > .zero ? " in \(pause.milliseconds) ms" : ""
        return "\(meaning): \(next)\(wait)"
    }

    private var next: String {
        switch move {
        case .request: "sends it again"
        case .retry: "retries"
        case .lookup: "looks it up"
        case .confirm: message.operation.role == .confirmation ? "repeats it" : "confirms"
        case .reverse: message.operation.role == .reversal ? "repeats it" : "reverses"
        case .anew: "begins another one"
        case .end(let end): end.sentence
        }
    }
}

extension TillOutcome: CustomStringConvertible {
    /// As in `no answer (closed)`.
    package var description: String {
        switch self {
        case .closed: "no answer (closed)"
        case .reset: "no answer (reset)"
        case .silent: "no answer (silence)"
        case .spoilt: "an answer that cannot be read"
        case .unconnected: "no connection"
        case .incomplete: "an answer without what was asked for"
        case .unauthorised: "a refusal for the sender"
        case .approved: "an approval"
        case .declined404, .declined400, .declined4xx: "a decline"
        case .unknown4xx, .error500, .error503, .error504, .error5xx: "an error"
        }
    }
}

extension TillEnd {
    /// The till's next step, as in `done, confirmed`.
    package var sentence: String {
        switch self {
        case .confirmed: "done, confirmed"
        case .provisioned: "done"
        case .reversed: "done, reversed"
        case .declined: "done, declined"
        case .open: "gives up, and does not know"
        case .refused: "stops, the advice was refused"
        }
    }
}

extension TillMachine.Account {
    /// The till's view, as in `sale 1: sold and confirmed, voucher 1234 (4 messages)`.
    package var sentence: String {
        let noun = kind == .provision ? "sale" : kind.rawValue
        let count = messages == 1 ? "1 message" : "\(messages) messages"
        return "\(noun) \(sale): \(view) (\(count))"
    }

    private var view: String {
        let code = voucherCode.map { ", voucher \($0)" } ?? ""
        let deed =
            switch kind {
            case .provision: "sold"
            case .redemption: "redeemed"
            case .refund: "refunded"
            }
        return switch end {
        case .confirmed: "\(deed) and confirmed\(code)"
        case .provisioned: "\(deed)\(code)"
        case .reversed: "not \(deed), reversed"
        case .declined: "not \(deed)"
        case .open: "open, the till does not know"
        case .refused: "open, the switch refused the advice"
        }
    }
}
