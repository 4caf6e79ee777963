import Vocabulary

extension Rule {
    static let d6 = Rule(
        id: "D6",
        title: "What succeeded is finalised by one kind of advice",
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
            them gets both. An advice that was refused for its sender finalises nothing. Not \
            applicable to single messaging.
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
            let isFinalised = transaction.advices.contains {
                $0.seq > last.message.seq && !$0.isUnauthenticated
            }
            if isFinalised { return .kept }
            let ruling = history.ruling(
                on: "\(success(last.message)), and the till \(omission(after: last, transaction))",
                since: last.message, within: values[.owedWithin], of: transaction)
            return transaction.kind == .provision ? ruling : ruling.excused
        }
    }

    private static func omission(after last: Attempt, _ transaction: Transaction) -> String {
        let refusals = transaction.refusals(after: last.message)
        return refusals.isEmpty
            ? "sent neither a confirmation nor a reversal" : "has not finalised it\(refusals)"
    }

    private static func success(_ message: MessageRecord) -> String {
        let answer = message.answerText
        return message.operation.kind == .provision
            ? "a voucher came (\(answer))" : "the \(message.operation.noun) succeeded (\(answer))"
    }
}
