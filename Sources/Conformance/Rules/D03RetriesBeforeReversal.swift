import Vocabulary

extension VerdictRule {
    static let d3 = VerdictRule(
        id: "D3",
        title: "Retries come before a reversal, and not too many",
        todo: "Retry at least once before the reversal, and stop after three retries.",
        source: """
            Voucher provision for POS, "Error or Timeout at Originating System" and "Error \
            Upstream: Unknown Transaction Outcome" (flows F3, F6): the provision is retried up to \
            three times, or more by the originating system's business rules. SUV interface, the \
            operation reverseVoucher: asks for a reversal after a 5xx and mentions no retry, so \
            neither is forbidden.
            """,
        reading: """
            Judged where the till retried, or reversed a provision of unknown outcome. Warns if \
            there were fewer than `retriesMin` retries before the reversal of an outcome still \
            unknown, or more than `retriesMax` at all. A received voucher may be cancelled \
            without a retry. Not applicable to providers without retries.
            """
    ) { history, values in
        history.provisions.compactMap { transaction in
            guard transaction.providerRetries, !transaction.isDeclinedAtOnce,
                let last = transaction.last
            else { return nil }
            let retries = transaction.retries.map(\.message)
            if retries.count > values.count(.retriesMax) {
                let most = values.count(.retriesMax)
                return .doubtful(
                    transaction.finding(
                        "\(retries.count) retries, and \(most) are allowed", retries))
            }
            let isAbandoned = last.outcome == .unknown && transaction.isReversed(after: last)
            if isAbandoned && transaction.mayLackMessages { return nil }
            if isAbandoned && retries.count < values.count(.retriesMin) {
                let reversal = transaction.reversals.prefix(1)
                return .doubtful(
                    transaction.finding(
                        """
                        the till reversed a provision of unknown outcome after \(retries.count) \
                        retries; \(values.count(.retriesMin)) must come before
                        """, [last.message] + reversal))
            }
            return isAbandoned || !retries.isEmpty ? .kept : nil
        }
    }
}
