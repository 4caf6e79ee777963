public import Vocabulary

/// What a report tells of a transaction.
public struct ReportedTransaction: Sendable, Equatable {
    /// The request's id.
    public let id: String
    /// What it is about.
    public let kind: TransactionKind
    /// The switch's view after the last message, as the journal calls it.
    public let state: String
    /// The request and its retries.
    public let attempts: Int

    init(_ transaction: Transaction) {
        id = transaction.spelling
        kind = transaction.kind
        state =
            transaction.messages.last { $0.state != nil && !$0.isRefused }?.state?.rawValue
            ?? transaction.ending?.rawValue ?? TransactionState.none.rawValue
        attempts = transaction.attempts.count
    }
}
