import JSONTree
import Journal
public import Vocabulary

/// A record of the journal: a message of the till, or a delivery to a provider.
public struct JournalEntry: Sendable, Equatable {
    /// The number of the record, from 1, by arrival.
    public let seq: Int
    /// Nil for one that this version does not know.
    public let operation: Operation?
    /// The id of the provision, redemption or refund that it is about.
    public let transaction: String?
    /// 1 for a provision, 2, 3 … for its retries; the number of the delivery for deliveries.
    public let attempt: Int?
    /// The rule of the scenario that decided.
    public let rule: String?
    /// The injected fault.
    public let fault: String?
    /// The status of the answer; nil while there is none.
    public let status: Int?
    /// The end of the exchange: `pending`, sent, held, closed, reset, truncated or client-left.
    public let ended: String
    /// The switch's view of the transaction after the message.
    public let state: String
    /// The body as it arrived.
    public let request: String
    /// The body of the answer.
    public let response: String

    init(_ message: RecordedMessage) {
        seq = message.seq
        operation = message.operation
        transaction = message.transaction
        attempt = message.attempt
        rule = message.rule
        fault = message.fault?.text
        status = message.status
        ended = message.ended.rawValue
        state = message.state.rawValue
        request = message.request.json.description
        response = message.response.json.description
    }

    /// Returns the messages and deliveries in an answer of the control API.
    static func all(in answer: JSON) -> [JournalEntry] {
        (answer["records"]?.items ?? []).compactMap { record in
            (try? JournalRecord(record))?.message.map(JournalEntry.init)
        }
    }
}

extension JournalEntry: CustomStringConvertible {
    /// `3 retry 503`, or the end of the exchange if there was no answer.
    public var description: String {
        let outcome = status.map { String($0) } ?? ended
        return "\(seq) \((operation ?? .unknown).rawValue) \(outcome)"
    }
}
