extension Rule {
    static let d4 = Rule(
        id: "D4",
        title: "After a hard decline of the provision nothing follows",
        source: """
            Voucher provision for POS, "Error Upstream: Transaction Failed" (flow F5): after a \
            hard decline the originating system owes no further message.
            """,
        reading: """
            Judged where the provision was declined (a 4xx, unless its errorType says that the \
            outcome is unknown). Fails if a retry, an advice or the provision itself is sent for \
            it afterwards. A provision that was refused for its form may be corrected.
            """
    ) { history, _ in
        history.provisions.compactMap { transaction in
            guard transaction.isDeclinedAtOnce, let provision = transaction.attempts.first else {
                return nil
            }
            let later = (transaction.retries.map(\.message) + transaction.advices)
                .sorted { $0.seq < $1.seq }
            guard let next = later.first else { return .kept }
            let more = later.count > 1 ? " and \(later.count - 1) more for it" : " for it"
            return .broken(
                transaction.finding(
                    """
                    the provision was declined (\(provision.message.answerText)), yet the till \
                    sent a \(next.operation.noun)\(more)
                    """, [provision.message] + later))
        }
    }
}
