import Journal
import Vocabulary

extension VerdictRule {
    static let d6 = VerdictRule(
        id: "D6",
        title: "What succeeded is finalised by one kind of advice",
        todo: """
            Finish every voucher that came with one confirmation or one reversal, \
            never with both.
            """,
        source: """
            Voucher provision for POS, "Successful Voucher Provision: Dual Messaging" (flow F1), \
            and the page on dual and single messaging: one advice finalises the transaction; \
            after a reversal there is no confirmation, nor the other way round. The same is said \
            of redemptions and refunds; but the message flows of the SUV interface end these with \
            the response, and their confirmations are optional.
            """,
        reading: """
            Judged in dual messaging. Passes with a confirmation or a reversal of a received \
            voucher, or of an approved redemption or refund; is inconclusive while it may still \
            come; then fails for a voucher and warns for a redemption or a refund. Fails if one of \
            them gets both. An advice that was refused for its sender finalises nothing; a \
            voucher that was confirmed stays so whatever a later retry brings. Not applicable to \
            single messaging.
            """
    ) { history, values in
        guard history.sandbox.messaging == .dual else { return [] }
        return history.transactions.compactMap { transaction in
            guard !transaction.isDeclinedAtOnce else { return nil }
            if let confirmation = transaction.confirmations.first,
                let reversal = transaction.reversals.first
            {
                return .broken(
                    transaction.finding(
                        "the till sent both a confirmation and a reversal",
                        [confirmation, reversal]))
            }
            guard let last = transaction.last, last.outcome == .approved else { return nil }
            if isFinalised(transaction, since: last) { return .kept }
            let ruling = history.ruling(
                on: "\(success(last.message)), and the till \(omission(after: last, transaction))",
                since: last.message, within: values.duration(.owedWithin), of: transaction)
            return transaction.kind == .provision ? ruling : ruling.excused
        }
    }

    /// A retry after the confirmation opens nothing again.
    private static func isFinalised(_ transaction: TillTransaction, since last: Attempt) -> Bool {
        let first = transaction.attempts.first { $0.outcome == .approved } ?? last
        return transaction.advices.contains { advice in
            let success = advice.operation.role == .confirmation ? first : last
            return advice.seq > success.message.seq && !advice.isUnauthenticated
        }
    }

    private static func omission(after last: Attempt, _ transaction: TillTransaction) -> String {
        let refusals = transaction.refusals(after: last.message)
        guard refusals.isEmpty else { return "has not finalised it\(refusals)" }
        return "sent neither a confirmation nor a reversal"
            + (transaction.hasAdvice(.reversal) ? " after it" : "")
    }

    private static func success(_ message: MessageRecord) -> String {
        let answer = message.answerText
        return message.operation.kind == .provision
            ? "a voucher came (\(answer))" : "the \(message.operation.noun) succeeded (\(answer))"
    }
}
