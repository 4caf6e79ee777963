import Vocabulary

extension Rule {
    static let d6 = Rule(
        id: "D6",
        title: "What succeeded is finalised by one kind of advice",
        source: """
            Voucher provision for POS, "Successful Voucher Provision: Dual Messaging" (flow F1), \
            and the page on dual and single messaging: one advice finalises the transaction; \
            after a reversal there is no confirmation, nor the other way round. The same is said \
            of redemptions and refunds.
            """,
        reading: """
            Judged in dual messaging. Passes with a confirmation or a reversal of a received \
            voucher, or of an approved redemption or refund; is inconclusive while it may still \
            come; then fails. Fails if one of them gets both. Not applicable to single messaging; \
            the interface's prose knows it for redemptions and refunds, too, and these belong \
            under a scenario that says so.
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
            if transaction.advices.contains(where: { $0.seq > last.message.seq }) {
                return .kept
            }
            return history.ruling(
                on: """
                    \(success(last.message)), and the till sent neither a confirmation nor a \
                    reversal
                    """,
                since: last.message, within: values[.owedWithin], of: transaction)
        }
    }

    private static func success(_ message: MessageRecord) -> String {
        let answer = message.answerText
        return message.operation.kind == .provision
            ? "a voucher came (\(answer))" : "the \(message.operation.noun) succeeded (\(answer))"
    }
}
