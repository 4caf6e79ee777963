extension Rule {
    static let d1 = Rule(
        id: "D1",
        title: "A provision of unknown outcome is retried or reversed",
        source: """
            Voucher provision for POS, "Error or Timeout at Originating System", "Error \
            Upstream: Unknown Transaction Outcome" and their variants with failing retries \
            (flows F3, F4, F6, F7): after a time-out or a 500, 503 or 504 the originating system \
            retries, and where that does not help it reverses.
            """,
        reading: """
            Judged where the provision's outcome is unknown. Passes with a retry or a reversal \
            after it; is inconclusive while either may still come; then fails. A confirmation \
            does not help.
            """,
        parameters: [.owedWithin]
    ) { history, values in
        history.transactions.compactMap { transaction in
            guard let first = transaction.attempts.first, first.outcome == .unknown,
                first.message.operation == .provision
            else { return nil }
            if transaction.attempts.count > 1 || transaction.isReversed(after: first) {
                return .kept
            }
            return history.ruling(
                on: """
                    the outcome of the provision was unknown (\(first.message.answerText)), and \
                    the till neither retried nor reversed it
                    """,
                since: first.message, within: values[.owedWithin], of: transaction)
        }
    }
}
