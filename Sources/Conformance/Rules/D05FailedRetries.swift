import Vocabulary

extension VerdictRule {
    static let d5 = VerdictRule(
        id: "D5",
        title: "Retries that fail are followed by a reversal",
        todo: "When a retry is declined, or the last one brings no voucher, reverse.",
        source: """
            Voucher provision for POS, "Error or Timeout at Originating System: Retries Fail" \
            and "Error Upstream: Retries Fail" (flows F4, F7): after a hard decline of a retry, \
            or when the retries bring no voucher, the originating system sends a BasicReversal.
            """,
        reading: """
            Judged where a retry was declined, or the last one brought no voucher. Passes with a \
            reversal after the last retry; is inconclusive while it may still come; then fails. \
            Fails also if more retries follow a declined one.
            """
    ) { history, values in
        history.provisions.compactMap { transaction in
            guard !transaction.isDeclinedAtOnce, let last = transaction.retries.last else {
                return nil
            }
            let declined = transaction.retries.first { $0.outcome == .declined }
            if let declined, declined.message.seq < last.message.seq, !transaction.beganDeclined {
                return .broken(
                    transaction.finding(
                        """
                        a retry was declined (\(declined.message.answerText)), and the till \
                        retried again
                        """, [declined.message, last.message]))
            }
            guard last.outcome == .declined || last.outcome == .unknown,
                !transaction.mayLackMessages
            else { return nil }
            if transaction.isReversed(after: last) || isFinalised(transaction) { return .kept }
            return history.ruling(
                on: """
                    the last retry brought no voucher (\(last.message.answerText)), and the till \
                    \(omission(after: last.message, in: transaction))
                    """,
                since: last.message, within: values.duration(.owedWithin), of: transaction)
        }
    }

    private static func omission(
        after retry: MessageRecord, in transaction: TillTransaction
    ) -> String {
        let refusals = transaction.refusals(after: retry)
        guard refusals.isEmpty else { return "has not reversed the provision\(refusals)" }
        return "sent no reversal" + (transaction.hasAdvice(.reversal) ? " after it" : "")
    }

    /// Returns true if the till confirmed a voucher from an earlier attempt.
    private static func isFinalised(_ transaction: TillTransaction) -> Bool {
        transaction.attempts.contains { $0.outcome == .approved }
            && !transaction.confirmations.isEmpty
    }
}
