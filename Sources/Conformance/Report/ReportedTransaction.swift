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
    /// The beliefs of the three parties in the end.
    package let beliefs: Beliefs
    /// The agreement of the three parties in the end.
    package let situation: Situation
    /// The amount asked for; nil if the till did not say.
    package let amount: Money?
    /// The id of the provider it went to; nil if it went to none.
    package let provider: String?

    /// The opinion on it in a sentence, as its ladder has it.
    package var opinion: String {
        Opinion(situation, of: kind, at: provider ?? "the provider", amount).head
    }

    init(
        _ transaction: TillTransaction, _ beliefs: Beliefs, _ situation: Situation, _ amount: Money?
    ) {
        id = transaction.spelling
        kind = transaction.kind
        state =
            transaction.messages.last { $0.state != nil && !$0.isRefused }?.state?.rawValue
            ?? transaction.ending?.rawValue ?? TransactionState.none.rawValue
        attempts = transaction.attempts.count
        self.beliefs = beliefs
        self.situation = situation
        self.amount = amount
        provider = transaction.messages.lazy.compactMap(\.provider).first
    }
}
