import Vocabulary

extension VerdictRule {
    static let d8 = VerdictRule(
        id: "D8",
        title: "An advice is repeated unchanged until it gets a final status",
        todo: """
            Repeat an advice with the same id and content until its answer is \
            neither a 5xx nor silence.
            """,
        source: """
            SUV interface, the operations confirmVoucher and reverseVoucher, their like for \
            redemptions and refunds, and the advanced topics on advices: the originating system \
            keeps an advice and repeats it until the answer is final, that is, neither a 5xx nor \
            silence.
            """,
        reading: """
            Judged on every kind of advice of a transaction. Passes with a final answer; is \
            inconclusive while the next repeat may still come; then fails. Fails also if the \
            same kind comes again under a new id, or with other content (`time` aside).
            """
    ) { history, values in
        history.transactions.flatMap { transaction in
            [transaction.confirmations, transaction.reversals].flatMap { advices in
                changes(among: advices, of: transaction)
                    + settlement(
                        of: advices, transaction, history, owedWithin: values.duration(.owedWithin))
            }
        }
    }

    private static func changes(
        among advices: [MessageRecord], of transaction: TillTransaction
    ) -> [Ruling] {
        guard let first = advices.first else { return [] }
        let renamed = advices.filter { $0.messageId != first.messageId }
        let altered = advices.filter {
            $0.messageId == first.messageId && !$0.hasSameContent(as: first)
        }
        let noun = first.operation.noun
        let ids = Comparison(
            expected: first.messageId?.shown ?? "none", got: renamed.first?.messageId?.shown)
        let difference = altered.first?.difference(from: first) ?? ""
        return [
            ("the \(noun) was sent again under a new id", ids, renamed),
            (
                "the \(noun) was sent again with other content: \(difference)",
                altered.first?.comparison(with: first), altered
            ),
        ].filter { !$2.isEmpty }.map { message, comparison, repeats in
            .broken(transaction.finding(message, [first] + repeats, comparing: comparison))
        }
    }

    private static func settlement(
        of advices: [MessageRecord], _ transaction: TillTransaction, _ history: History,
        owedWithin: Duration
    ) -> [Ruling] {
        guard let last = advices.last else { return [] }
        if advices.contains(where: { $0.answer.isFinal }) { return [.kept] }
        if last.answer == .pending && !history.hasAllAnswers { return [] }
        return [
            history.ruling(
                on: """
                    the \(last.operation.noun) got no final answer (\(last.answerText)), and the \
                    till did not repeat it
                    """,
                since: last, within: owedWithin, of: transaction)
        ]
    }
}
