import Vocabulary

/// The facts of a message in a report: never its body.
struct ReportedMessage: Equatable {
    let seq: Int
    let at: Timestamp
    let finishedAt: Timestamp?
    let operation: Operation
    /// As in `503 UPSTREAM_UNAVAILABLE`.
    let answer: String
    let hasAnswer: Bool
    /// True if the provider acted on it.
    let reachedProvider: Bool
    /// The scenario's rule that decided.
    let rule: String?
    /// The index in the report's transactions; nil if the message belongs to none.
    let transaction: Int?

    init(_ message: MessageRecord, transaction: Int?) {
        seq = message.seq
        at = message.at
        finishedAt = message.finishedAt
        operation = message.operation
        answer = message.answerText
        hasAnswer = message.answer.status != nil
        // Advices reach the provider by a delivery, which has a record of its own.
        reachedProvider =
            message.processed
            && (message.operation.role == .request || message.operation.role == .retry)
        rule = message.rule
        self.transaction = transaction
    }
}
