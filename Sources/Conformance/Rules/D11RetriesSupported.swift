extension VerdictRule {
    static let d11 = VerdictRule(
        id: "D11",
        title: "No retry goes to a provider without retries",
        todo: "This provider takes no retries: reverse at once.",
        source: """
            Voucher provision for POS, the notes on Stellr and Netcare: the provider does not \
            support retries, and the switch answers one with a hard decline.
            """,
        reading: """
            Judged on transactions of providers whose profile declines retries. Warns if one is \
            retried all the same: the till may not know.
            """
    ) { history, _ in
        history.provisions.compactMap { transaction in
            guard !transaction.providerRetries, transaction.last != nil else { return nil }
            guard !transaction.retries.isEmpty else { return .kept }
            return .doubtful(
                transaction.finding(
                    "the till retried, although the provider does not support it",
                    transaction.retries.map(\.message)))
        }
    }
}
