import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

extension JournalRecord {
    /// Returns the record as the control API and the journal file show it.
    ///
    /// - Parameter hidesSecrets: true if the result leaves memory, so that secrets are masked.
    func encoded(sandbox: String, hidesSecrets: Bool) -> [UInt8] {
        var record = RecordWriter(
            capacity: 1_024 + request.count + response.count, hidesSecrets: hidesSecrets)
        record.begin()
        record.member("seq", seq)
        record.member("at", time: at)
        if let note {
            for member in note.members { record.member(member.name, member.value) }
        } else {
            write(to: &record, sandbox: sandbox)
        }
        return record.end()
    }

    private func write(to record: inout RecordWriter, sandbox: String) {
        if let processedAt { record.member("processedAt", time: processedAt) }
        record.member("finishedAt", time: finishedAt)
        record.member("sandbox", sandbox)
        record.member("operation", operation.rawValue)
        record.member("transaction", record.hidesSecrets ? shownTransaction : transaction)
        record.member("messageId", messageID)
        record.known("spelledId", spelledID)
        record.member("client", record.hidesSecrets && hidesClient ? Masking.mask : client)
        record.known("credentials", credentials)
        record.known("codeHash", codeHash)
        source?.write(to: &record)
        record.member("terminal", terminal)
        record.member("attempt", attempt)
        record.member("provider", provider)
        record.member("rule", rule)
        record.member("fault", fault)
        record.known("garbled", garbled)
        record.known("refused", refused)
        record.known("nearMiss", nearMiss)
        if !tolerated.isEmpty { record.member("tolerated", list: tolerated) }
        record.known("upstream", upstream?.name)
        record.member("processed", processed)
        record.member("status", status)
        record.member("ended", ended.rawValue)
        if let cutAfter { record.member("cutAfter", cutAfter) }
        record.member("state", state.rawValue)
        let masking = record.hidesSecrets ? masking : nil
        record.member("request", body: request, masking)
        record.member("response", body: response, masking)
    }

    /// An OAuth2 client's id that nobody has found right may be its secret.
    private var masking: Masking {
        Masking(
            codePlaceholder: codePlaceholder, echoedSecrets: echoedSecrets,
            hiddenUser: hidesClient ? client : nil,
            hidesClientID: operation == .token && !processed)
    }

    /// The id of the message's subject as it may leave memory: a path may have a code in its place.
    var shownTransaction: String? {
        guard let transaction, TransactionID(transaction) == nil else { return transaction }
        let body = try? JSONView(parsing: request)
        let isAnID = ["id", "requestId"].contains { body?[$0]?.text == transaction }
        return isAnID ? Masking.withoutSecrets(transaction) : Masking.mask
    }
}

extension Upstream {
    /// The journal's word; `processed` distinguishes the two ways of failing.
    fileprivate var name: String {
        switch self {
        case .issues: "issues"
        case .declines: "declines"
        case .fails: "fails"
        }
    }

    /// Reads the journal's name of an ending and `processed`; nil for an unknown name.
    init?(name: String, isProcessed: Bool) {
        switch name {
        case "issues": self = .issues
        case "declines": self = .declines
        case "fails": self = .fails(issued: isProcessed)
        default: return nil
        }
    }
}
