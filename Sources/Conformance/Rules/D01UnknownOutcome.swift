import Vocabulary

extension VerdictRule {
    static let d1 = VerdictRule(
        id: "D1",
        title: "An unknown outcome is followed by a retry or a reversal",
        todo: """
            After silence, a 500, a 503 or a 504 retry, or reverse; never leave \
            the transaction open.
            """,
        source: """
            Voucher provision for POS, "Error or Timeout at Originating System", "Error \
            Upstream: Unknown Transaction Outcome" and their variants with failing retries \
            (flows F3, F4, F6, F7): after a time-out or a 500, 503 or 504 the originating system \
            retries, and where that does not help it reverses. SUV interface, the operations \
            reverseRedeem and reverseRefund: a reversal is due after a 5xx or no answer.
            """,
        reading: """
            Judged where the outcome of a provision, a redemption or a refund is unknown. Passes \
            with a reversal after it, or with a retry of the provision; is inconclusive while \
            either may still come; then fails. A confirmation does not help. A redemption may \
            be looked up first: its outcome is known once a lookup has brought the original answer.
            """
    ) { history, values in
        history.transactions.compactMap { transaction in
            guard let open = open(in: transaction), open.outcome == .unknown,
                open.message.operation.role == .request
            else { return nil }
            let isRetried = open.message.seq != transaction.last?.message.seq
            if isRetried || transaction.isReversed(after: open) { return .kept }
            let latest = transaction.messages.last { $0.operation == .lookupRedemption }
            if latest?.answer == .pending && !history.hasAllAnswers { return nil }
            let noun = open.message.operation.noun
            let omission =
                (noun == "provision" ? "neither retried nor reversed it" : "did not reverse it")
                + (transaction.hasAdvice(.reversal) ? " after it" : "")
            return history.ruling(
                on: """
                    the outcome of the \(noun) was unknown (\(open.message.answerText)), and the \
                    till \(omission)\(transaction.refusals(after: open.message))
                    """,
                since: latest ?? open.message, within: values.duration(.owedWithin), of: transaction
            )
        }
    }

    /// Returns the attempt that was left open. A failed retry is judged by D5, but only provisions
    /// have retries.
    private static func open(in transaction: TillTransaction) -> Attempt? {
        transaction.kind == .provision ? transaction.attempts.first : transaction.last
    }
}
