import Vocabulary

extension VerdictRule {
    static let d15 = VerdictRule(
        id: "D15",
        title: "Retries and repeated advices are spaced",
        todo: "Wait at least 100 ms before a retry or the repeat of an advice.",
        source: """
            SUV interface, the advanced topics on advices: they are repeated regularly; how \
            often is not fixed.
            """,
        reading: """
            Judged from the end of one attempt (its answer sent, or the client gone) to the \
            arrival of the next, for retries and for repeated advices. Warns below `spacing`.
            """
    ) { history, values in
        history.transactions.flatMap { transaction in
            [
                transaction.attempts.map(\.message), transaction.confirmations,
                transaction.reversals,
            ].flatMap { attempts in
                zip(attempts, attempts.dropFirst()).map { earlier, next in
                    ruling(
                        on: next, after: earlier, spacing: values.duration(.spacing), transaction)
                }
            }
        }
    }

    private static func ruling(
        on next: MessageRecord, after earlier: MessageRecord, spacing: Duration,
        _ transaction: TillTransaction
    ) -> Ruling {
        guard let end = earlier.finishedAt, end <= next.at else {
            return .doubtful(
                transaction.finding(
                    "an attempt was sent while the one before it was under way"
                        + HTTPLibrary.remark(on: next, after: earlier),
                    [earlier, next]))
        }
        let gap = end.duration(to: next.at)
        guard gap < spacing else { return .kept }
        return .doubtful(
            transaction.finding(
                "an attempt was sent too soon after the one before it"
                    + HTTPLibrary.remark(on: next, after: earlier),
                [earlier, next],
                comparing: Comparison(
                    expected: "\(spacing.milliseconds) ms or more",
                    got: "\(gap.milliseconds) ms")))
    }
}
