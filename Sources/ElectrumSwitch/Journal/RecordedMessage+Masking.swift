import JSONTree
import Journal
import Vocabulary
import VoucherLedger

extension JournalRecord {
    /// Returns the record as it may leave memory.
    func masked() -> JournalRecord {
        switch self {
        case .message, .delivery:
            var shown = self
            shown.update { $0.mask() }
            return shown
        case .late(let shared, let incarnation):
            var message = shared.value
            message.mask()
            return .late(SharedMessage(message), incarnation: incarnation)
        case .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .lost, .other: return self
        }
    }
}

extension RecordedMessage {
    /// Puts a mask in the place of each secret: the record may leave memory then.
    fileprivate mutating func mask() {
        let (masking, maskedResponse) = (masking, maskedResponse)
        let maskedRequest = KnownBodies.shared.maskedRequest(of: self, by: masking)
        transaction = shownTransaction
        sandbox = Masking.withoutSecrets(sandbox)
        messageID = messageID.map(Masking.withoutSecrets)
        spelledID = spelledID.map(Masking.withoutSecrets)
        client = hidesClient ? Masking.mask : client.map(Masking.withoutSecrets)
        if let text = source?.userAgent { source?.userAgent = Masking.withoutSecrets(text) }
        if let text = source?.clientSubject { source?.clientSubject = Masking.withoutSecrets(text) }
        terminal = terminal.map(Masking.withoutSecrets)
        provider = provider.map(Masking.withoutSecrets)
        rule = rule.map(Masking.withoutSecrets)
        if let text = fault?.text { fault?.text = Masking.withoutSecrets(text) }
        refused = refused.map(Masking.withoutSecrets)
        nearMiss = nearMiss.map(Masking.withoutSecrets)
        if !tolerated.isEmpty { tolerated = tolerated.map(Masking.withoutSecrets) }
        request = maskedRequest
        response = maskedResponse
    }

    /// The body of the answer as it may leave memory.
    var maskedResponse: RecordedBody { KnownBodies.shared.masked(response, by: masking) }

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
        let body = request.variation
        let isAnID = ["id", "requestId"].contains {
            body?.text(at: body?.value(at: $0)) == transaction
        }
        return isAnID ? Masking.withoutSecrets(transaction) : Masking.mask
    }
}

extension RecordedBody {
    /// The body as JSON; nil if it is not JSON.
    var variation: JSONVariation? { KnownBodies.shared.body(bytes) }
}
