import Vocabulary

extension VerdictRule {
    static let d12 = VerdictRule(
        id: "D12",
        title: "No lookup before the outcome is known",
        todo: "Look a transaction up only once its outcome is known.",
        source: """
            Voucher provision for POS, the closing note: transaction lookups are not to be tried \
            before the switch has received and processed the outcome. SUV interface, the \
            operation lookupRedemption: 102 while the redemption is being processed.
            """,
        reading: """
            Judged on lookups of provisions and redemptions that were seen. Warns if the \
            provision or its latest retry was still under way or of unknown outcome, and no \
            advice had been answered. A redemption's lookup is there to learn an unknown outcome: \
            it warns only while the redemption is under way or being processed.
            """
    ) { history, _ in
        history.transactions.filter { !$0.mayLackMessages }.flatMap { transaction in
            transaction.messages.filter { $0.operation.role == .lookup }.map { lookup in
                if isOutcomeKnown(before: lookup, in: transaction) { return .kept }
                let pending = transaction.attempts.last { $0.message.seq < lookup.seq }
                return .doubtful(
                    transaction.finding(
                        "the till looked the transaction up before its outcome was known",
                        (pending.map { [$0.message] } ?? []) + [lookup]))
            }
        }
    }

    private static func isOutcomeKnown(
        before lookup: MessageRecord, in transaction: TillTransaction
    ) -> Bool {
        let isSettled = transaction.advices.contains {
            $0.seq < lookup.seq && $0.answer.isFinal
        }
        let attempt = transaction.attempts.last { $0.message.seq < lookup.seq }
        guard !isSettled, let attempt else { return isSettled }
        let hasFinished = attempt.message.finishedAt.map { $0 <= lookup.at } ?? false
        if transaction.kind == .redemption {
            return hasFinished && lookup.answer.status != Self.processing
        }
        return hasFinished && (attempt.outcome == .approved || attempt.outcome == .declined)
    }

    /// RFC 2518, section 10.1.
    private static let processing = 102
}
