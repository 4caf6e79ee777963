import JSONTree
import Vocabulary

/// A provision, redemption or refund of the till that is not over.
struct OpenTransaction {
    let kind: TransactionKind
    /// The number of the sale that it belongs to.
    let sale: Int
    let id: String
    /// An id that no message has, for defects.
    let stranger: String
    /// The code of the voucher that is redeemed or refunded.
    let code: String?
    /// The request as it was written first; retries repeat it.
    var request = JSONObject()
    /// The advices as they were written first; later attempts repeat them.
    var advices: [Operation: JSONObject] = [:]
    /// The messages so far, lookups left out.
    var trail: [TrailEntry] = []
    /// The number of messages of each operation.
    var sent: [Operation: Int] = [:]
    /// The identifiers in the last approval; nil for those of the request.
    var identifiers: JSON?
    /// The code of the voucher that came.
    var receivedCode: String?

    /// The number of times in a row that a message was refused for its sender.
    var refusals = 0
    /// The result of the last lookup of a request whose outcome was unknown; nil without one.
    var toldByLookup: TillOutcome?

    /// The next step of a till that keeps every duty (flows.md, F1 to F7).
    func rightMove(_ settings: TillSettings) -> TillMove {
        guard let last = trail.last else {
            let isLookupDue =
                kind == .redemption && settings.looksUpVouchers && sent[.lookup] == nil
            return isLookupDue ? .lookup : .request
        }
        let outcome = toldByLookup ?? last.outcome
        switch last.operation.role {
        case .confirmation: return afterAdvice(.confirm, outcome, settings)
        case .reversal: return afterAdvice(.reverse, outcome, settings)
        case .request, .retry, .lookup, .call, .delivery, .connection: break
        }
        if outcome == .approved {
            return settings.messaging == .dual ? .confirm : .end(.provisioned)
        }
        if outcome.isDeclined { return last.operation.role == .retry ? .reverse : .end(.declined) }
        let retries = sent[.retry] ?? 0
        let mayRetry = kind == .provision && settings.hasRetries && retries < settings.retriesMax
        return mayRetry ? .retry : .reverse
    }

    private func afterAdvice(
        _ move: TillMove, _ outcome: TillOutcome, _ settings: TillSettings
    ) -> TillMove {
        let isReversal = move == .reverse
        if outcome == .approved { return .end(isReversal ? .reversed : .confirmed) }
        // A reversal that found nothing to reverse has done its work.
        if outcome == .declined404, isReversal { return .end(.reversed) }
        if outcome.isDeclined { return .end(.refused) }
        return (trail.last?.attempt ?? 0) < settings.advicesMax ? move : .end(.open)
    }

    /// The operation by which a move is made; nil for an end.
    func operation(of move: TillMove) -> Operation? {
        let row: Operation? =
            switch kind {
            case .provision: .provision
            case .redemption: .redeem
            case .refund: .refund
            }
        switch move {
        case .request: return row
        case .retry: return .retry
        case .lookup: return trail.isEmpty || kind != .redemption ? .lookup : .lookupRedemption
        case .confirm: return row?.counterpart(.confirmation)
        case .reverse: return row?.counterpart(.reversal)
        case .anew, .end: return nil
        }
    }

    /// The till's situation before a move.
    func situation(
        before move: TillMove, _ settings: TillSettings, earlier: [TrailEntry]
    ) -> TillSituation {
        let next = operation(of: move)
        return TillSituation(
            kind: kind, messaging: settings.messaging, sale: sale, trail: trail, earlier: earlier,
            lookups: (sent[.lookup] ?? 0) + (sent[.lookupRedemption] ?? 0), next: next,
            attempt: next.map { (sent[$0] ?? 0) + 1 } ?? 0)
    }
}
