/// What a report tells of a transaction.
public struct ReportedTransaction: Sendable, Equatable {
    /// The provision's id.
    public let id: String
    /// The switch's view after the last message: none, provisioned, confirmed, reversed,
    /// declined or unknown.
    public let state: String
    /// The provision and its retries.
    public let attempts: Int

    init(_ transaction: Transaction) {
        id = transaction.id
        state =
            transaction.messages.last { $0.state != nil }?.state
            ?? transaction.ending?.rawValue ?? "none"
        attempts = transaction.attempts.count
    }
}
