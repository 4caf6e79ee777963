package import Vocabulary

/// A transaction in a report.
public struct ReportedTransaction: Sendable, Equatable {
    /// The request's id.
    public let id: String
    /// The kind of the transaction.
    package let kind: TransactionKind
    /// The switch's view after the last message, in the journal's words.
    public let state: String
    /// The number of requests and retries.
    public let attempts: Int

    init(_ transaction: TillTransaction) {
        id = transaction.spelling
        kind = transaction.kind
        state =
            transaction.messages.last { $0.state != nil && !$0.isRefused }?.state?.rawValue
            ?? transaction.ending?.rawValue ?? TransactionState.none.rawValue
        attempts = transaction.attempts.count
    }
}
