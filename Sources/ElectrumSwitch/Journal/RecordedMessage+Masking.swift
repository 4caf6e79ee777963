import JSONTree
import Journal
import Vocabulary
import VoucherLedger

extension JournalRecord {
    /// Returns the record as it may leave memory.
    func masked() -> JournalRecord {
        switch self {
        case .message(let shared), .delivery(let shared):
            JournalRecord(shared.value.masked())
        case .late(let shared, let incarnation):
            .late(SharedMessage(shared.value.masked()), incarnation: incarnation)
        case .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .lost, .other: self
        }
    }
}

extension RecordedMessage {
    /// Returns the record as it may leave memory: with a mask in the place of each secret.
    func masked() -> RecordedMessage {
        var shown = self
        shown.sandbox = Masking.withoutSecrets(sandbox)
        shown.transaction = shownTransaction.map(Masking.withoutSecrets)
        shown.messageID = messageID.map(Masking.withoutSecrets)
        shown.spelledID = spelledID.map(Masking.withoutSecrets)
        shown.client = hidesClient ? Masking.mask : client.map(Masking.withoutSecrets)
        shown.source?.userAgent = source?.userAgent.map(Masking.withoutSecrets)
        shown.source?.clientSubject = source?.clientSubject.map(Masking.withoutSecrets)
        shown.terminal = terminal.map(Masking.withoutSecrets)
        shown.provider = provider.map(Masking.withoutSecrets)
        shown.rule = rule.map(Masking.withoutSecrets)
        shown.fault?.text = Masking.withoutSecrets(fault?.text ?? "")
        shown.refused = refused.map(Masking.withoutSecrets)
        shown.nearMiss = nearMiss.map(Masking.withoutSecrets)
        if !tolerated.isEmpty { shown.tolerated = tolerated.map(Masking.withoutSecrets) }
        let masking = masking
        shown.request = masking.masked(request)
        shown.response = masking.masked(response)
        return shown
    }

    /// The body of the answer as it may leave memory.
    var maskedResponse: RecordedBody { masking.masked(response) }

    private var masking: Masking {
        // An OAuth2 client's id that nobody has found right may be its secret.
        Masking(
            codePlaceholder: codePlaceholder, echoedSecrets: echoedSecrets,
            hiddenUser: hidesClient ? client : nil,
            hidesClientID: operation == .token && !processed)
    }

    /// The id of the message's subject as it may leave memory: a path may have a code in its place.
    var shownTransaction: String? {
        guard let transaction, TransactionID(transaction) == nil else { return transaction }
        let body = request.view
        let isAnID = ["id", "requestId"].contains { body?[$0]?.text == transaction }
        return isAnID ? Masking.withoutSecrets(transaction) : Masking.mask
    }
}

extension RecordedBody {
    /// The body as JSON; nil if it is not JSON.
    var view: JSONView? { KnownBodies.shared.text(of: bytes).map { JSONView($0) } }
}

extension Masking {
    /// Returns a body with every secret in it replaced. Only an object can be masked; anything else
    /// is replaced by its length.
    fileprivate func masked(_ body: RecordedBody) -> RecordedBody {
        let bytes = body.bytes
        guard !bytes.isEmpty else { return .none }
        let masked = KnownBodies.shared.masked(bytes, by: self)
        return masked.map(RecordedBody.encoded)
            ?? .value(.string("\(bytes.count) bytes that are not a JSON object"))
    }
}
