import JSONTree
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
    let fault: String?
    /// The part of a garbled answer that the till could read; nil if the answer was not garbled.
    let garbled: Garbling.Legibility?
    /// The reason why nothing of it was read: the server refused it, or TLS failed.
    let refused: String?
    /// What the provider did; nil if the message did not come so far.
    let upstream: ProviderAct?
    let processed: Bool
    /// The time at which the switch acted, if that was later than the arrival.
    let processedAt: Timestamp?
    let status: Int?
    let ended: Ended
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

    init(_ reader: RecordReader) throws(MalformedRecord) {
        seq = try reader.required("seq", try reader.number(.seq))
        at = try reader.required("at", try reader.time("at"))
        finishedAt = try reader.time("finishedAt")
        sandbox = try reader.required("sandbox", try reader.text("sandbox"))
        operation = try reader.required(
            "operation", try reader.word("operation", as: Operation.self))
        request = reader.value("request") ?? .null
        let named = try reader.text("transaction")
        let recorded = try reader.text("messageId")
        let own = request["id"]?.text ?? recorded
        transaction = named?.canonicalID
        messageId = own?.canonicalID
        spelledIDs = [
            own, request["requestId"]?.text, request["provisionRequestId"]?.text, named,
            try reader.text("spelledId"),
        ].compactMap { $0 }
        client = try reader.text("client")
        connection = try reader.number(.connection)
        requestOnConnection = try reader.number(.requestOnConnection)
        userAgent = try reader.text("userAgent")
        terminal = try reader.text("terminal")
        provider = try reader.text("provider")
        rule = try reader.text("rule")
        fault = try reader.text("fault")
        // A kind that a later version has made is one of which nothing but the status is sure.
        garbled =
            if let kind = try reader.text("garbled") {
                Garbling(rawValue: kind)?.legibility ?? .status(isTolerable: false)
            } else {
                Garbling(fault: fault)?.legibility
            }
        refused = try reader.text("refused")
        upstream = try reader.word("upstream", as: ProviderAct.self)
        processed = try reader.flag("processed") ?? false
        processedAt = try reader.time("processedAt")
        status = try reader.number(.status)
        ended = try reader.word("ended", as: Ended.self) ?? .pending
        state = try reader.word("state", as: TransactionState.self)
        response = reader.value("response") ?? .null
        errorType = Self.errorType(in: response)
        formatErrors = Self.formatErrors(refused: refused, in: response)
        // Only the mock itself makes something of these.
        _ = (try reader.number(.attempt), try reader.number(.cutAfter))
        tolerated = (reader.value("tolerated")?.items ?? []).compactMap(\.text)
    }
}
