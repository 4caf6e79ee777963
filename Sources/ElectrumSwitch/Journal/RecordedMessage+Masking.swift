import JSONTree
import Journal
import Synchronization
import Vocabulary
import VoucherLedger

extension JournalRecord {
    /// Returns the record as it may leave memory.
    ///
    /// - Parameter requests: those that are masked already.
    func masked(knowing requests: MaskedRequests? = nil) -> JournalRecord {
        switch self {
        case .message(let shared), .delivery(let shared):
            JournalRecord(shared.value.masked(knowing: requests))
        case .late(let shared, let incarnation):
            .late(SharedMessage(shared.value.masked(knowing: requests)), incarnation: incarnation)
        case .header, .sandbox, .clock, .reset, .deleted, .end, .rules, .lost, .other: self
        }
    }
}

extension RecordedMessage {
    /// Returns the record as it may leave memory: with a mask in the place of each secret.
    func masked(knowing requests: MaskedRequests? = nil) -> RecordedMessage {
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
        shown.request = requests?.masked(self, masking) ?? masking.masked(request)
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
        let body = try? JSONView(parsing: request.bytes)
        let isAnID = ["id", "requestId"].contains { body?[$0]?.text == transaction }
        return isAnID ? Masking.withoutSecrets(transaction) : Masking.mask
    }
}

extension Masking {
    /// Returns a body with every secret in it replaced. Only an object can be masked; anything else
    /// is replaced by its length.
    fileprivate func masked(_ body: RecordedBody) -> RecordedBody {
        let bytes = body.bytes
        guard !bytes.isEmpty else { return .none }
        guard let text = try? JSONText(parsing: bytes), text.kind(of: text.root) == .object else {
            return .value(.string("\(bytes.count) bytes that are not a JSON object"))
        }
        var writer = JSONWriter(capacity: bytes.count + 64)
        write(text, to: &writer)
        return .encoded(writer.bytes)
    }
}

/// The masked requests of messages that have not ended: a journal outside memory has a line when a
/// message arrives and another when it ends, and to mask a body costs several times the rest of
/// its line.
final class MaskedRequests: Sendable {
    private struct Entry {
        let request: RecordedBody
        let masking: Masking
        let masked: RecordedBody

        func matches(_ request: RecordedBody, _ masking: Masking) -> Bool {
            request == self.request && masking == self.masking
        }
    }

    /// By the last digits of the number: of two messages with one place the later has it.
    private let entries = Mutex([Entry?](repeating: nil, count: 16))
    /// Larger requests are not kept.
    private static let bytesMax = 16_384

    /// Returns the request of a record, masked; keeps it if the message has not ended.
    fileprivate func masked(_ record: RecordedMessage, _ masking: Masking) -> RecordedBody {
        let request = record.request
        guard request.byteCount <= Self.bytesMax else { return masking.masked(request) }
        let known = entries.withLock { $0[record.seq % $0.count] }
        let masked =
            known.flatMap { $0.matches(request, masking) ? $0.masked : nil }
            ?? masking.masked(request)
        let entry = record.isOpen ? Entry(request: request, masking: masking, masked: masked) : nil
        entries.withLock { $0[record.seq % $0.count] = entry }
        return masked
    }
}
