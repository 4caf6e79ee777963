import Vocabulary

extension VerdictRule {
    static let d4 = VerdictRule(
        id: "D4",
        title: "After a hard decline of the provision nothing follows",
        todo: """
            After a hard decline (400 or 404) of the provision send nothing more \
            for this sale.
            """,
        source: """
            Voucher provision for POS, "Error Upstream: Transaction Failed" (flow F5): after a \
            hard decline the originating system owes no further message, which forbids none.
            """,
        reading: """
            Judged where the provision was declined (a 4xx, unless its errorType says that the \
            outcome is unknown). Fails if a confirmation is sent although no voucher ever came; \
            warns if a retry, a reversal or the provision itself is sent for it. A reversal that \
            came before the provision may be repeated after it. A provision that was refused for \
            its form may be corrected, and one refused for its sender (401, or \
            AUTHENTICATION_ERROR) was not declined.
            """
    ) { history, _ in
        history.provisions.compactMap { transaction in
            guard transaction.beganDeclined, let provision = transaction.attempts.first else {
                return nil
            }
            let earlier = Set(
                transaction.reversals.filter { $0.seq < provision.message.seq }.map(\.messageId))
            let reversals = transaction.reversals.filter { !earlier.contains($0.messageId) }
            let later =
                (transaction.retries.map(\.message) + transaction.confirmations + reversals)
                .sorted { $0.seq < $1.seq }
            let confirmation = transaction.isDeclinedAtOnce ? transaction.confirmations.first : nil
            guard let next = confirmation ?? later.first else { return .kept }
            let more = later.count > 1 ? " and \(later.count - 1) more for it" : " for it"
            let finding = transaction.finding(
                """
                the provision was declined (\(provision.message.answerText)), yet the till sent a \
                \(next.operation.noun)\(more)
                """, [provision.message] + later)
            return confirmation == nil ? .doubtful(finding) : .broken(finding)
        }
    }
}
