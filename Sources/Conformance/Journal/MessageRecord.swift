import JSONTree
import Journal
import Vocabulary

/// One message of the till with its answer, or one delivery to a provider with its answer.
final class MessageRecord: Sendable {
    /// The number of the message in order of arrival.
    let seq: Int
    let at: Timestamp
    /// The time at which the answer was out or the client gone; nil while pending.
    let finishedAt: Timestamp?
    let sandbox: String
    let operation: Operation
    /// The transaction's id as the message names it: in the body, in the path (a retry, a
    /// lookup), or as `requestId` (an advice).
    let transaction: String?
    /// The id of the message itself.
    let messageId: String?
    /// The ids in the message as the till spelled them; elsewhere UUIDs are in lower case.
    let spelledIDs: [String]
    /// The Basic user name.
    let client: String?
    /// The number of the client's connection since the mock was started.
    let connection: Int?
    /// The number of the request on that connection, from 1.
    let requestOnConnection: Int?
    let userAgent: String?
    let terminal: String?
    let provider: String?
    /// The scenario's rule that decided.
    let rule: String?
    let fault: RecordedFault?
    /// The part of a garbled answer that the till could read; nil if the answer was not garbled.
    let garbled: Garbling.Legibility?
    /// The reason why nothing of it was read: the server refused it, or TLS failed.
    let refused: String?
    /// The reaction of the provider; nil if the message did not come so far.
    let upstream: ProviderAct?
    let processed: Bool
    /// The time at which the switch acted, if that was later than the arrival.
    let processedAt: Timestamp?
    let status: Int?
    let ended: Ended
    /// False if it ended in a way that only a later version knows.
    let hasKnownEnding: Bool
    /// The switch's view of the transaction after the message.
    let state: TransactionState?
    let request: JSON
    let response: JSON
    /// The answer's `errorType`, if it looks like one (contract.md, section 3.2).
    let errorType: String?
    /// The violations of the message's form (contract.md, section 4.4).
    let formatErrors: [String]
    /// Violations of the published schema that the switch tolerates, as in "tenders is required".
    let tolerated: [String]

    init(_ recorded: RecordedMessage) {
        seq = recorded.seq
        at = Timestamp(recorded.at)
        finishedAt = recorded.finishedAt.map { Timestamp($0) }
        sandbox = recorded.sandbox
        operation = recorded.operation
        request = recorded.request.json
        let own = request["id"]?.text ?? recorded.messageID
        transaction = recorded.transaction?.canonicalID
        messageId = own?.canonicalID
        spelledIDs = [
            own, request["requestId"]?.text, request["provisionRequestId"]?.text,
            recorded.transaction, recorded.spelledID,
        ].compactMap { $0 }
        client = recorded.client
        connection = recorded.source?.connection
        requestOnConnection = recorded.source?.requestOnConnection
        userAgent = recorded.source?.userAgent
        terminal = recorded.terminal
        provider = recorded.provider
        rule = recorded.rule
        fault = recorded.fault
        // A kind that a later version has made is one of which nothing but the status is sure.
        garbled =
            recorded.laterWords["garbled"] == nil
            ? fault?.garbling?.legibility : .status(isTolerable: false)
        refused = recorded.refused
        upstream = recorded.upstream?.act
        processed = recorded.processed
        processedAt = recorded.processedAt.map { Timestamp($0) }
        status = recorded.status
        ended = recorded.ended
        hasKnownEnding = recorded.laterWords["ended"] == nil
        state = recorded.laterWords["state"] == nil ? recorded.state : nil
        response = recorded.response.json
        errorType = Self.errorType(in: response)
        formatErrors = Self.formatErrors(refused: refused, in: response)
        tolerated = recorded.tolerated
    }
}
