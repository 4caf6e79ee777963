import JSONTree
import Scenarios
import VoucherLedger

/// A sandbox that lives through its recording again, by the steps that it took in life: the same
/// ledger, queues and counters, and the same journal.
struct Replay {
    private(set) var state: SandboxState
    /// Messages that the ledger has not seen yet, by the numbers of their records.
    private var waiting: [Int: Passage] = [:]
    /// Deliveries that the provider has not answered yet, by the numbers of their records.
    private var underway: Set<Int> = []
    /// The codes of vouchers by what the journal shows in their place.
    private var codes: [String: String] = [:]

    /// - Parameter state: the sandbox as it was before its first message. What was going on when
    ///   the recording ended is closed; those are the only changes left in its journal.
    init(_ recording: Recording, in state: SandboxState) {
        self.state = state
        for version in recording.versions { take(version) }
        _ = self.state.journal.takeChanges()
        closePending(at: recording.endsAt)
    }

    private mutating func take(_ version: JournalRecord) {
        let isNew = version.seq == state.journal.nextSeq
        if isNew {
            state.journal.append(version)
        } else {
            state.journal.update(version.seq) { $0 = version }
        }
        if let note = version.note { return take(note, of: version) }
        if version.isDelivery {
            if isNew { begin(version) }
            end(version)
        } else {
            if isNew { arrive(version) }
            carryOut(version)
        }
    }

    /// Nanoseconds since the sandbox began.
    private func elapsed(at unix: Int64) -> Int64 {
        max(0, unix - state.clock.unix(elapsed: 0))
    }

    // MARK: What is no message

    private mutating func take(_ note: JSONObject, of record: JournalRecord) {
        switch note["kind"]?.text {
        case "sandbox":
            // Another scenario than the first one: its counters began at nought.
            state.play(state.engine.scenario)
            state.ledger.isSingleMessaging = note["messaging"]?.text == "single"
        case "reset":
            let credentials = Credentials(
                user: note["client"]?.text ?? "", fingerprint: note["credentials"]?.text ?? "")
            _ = state.forget(client: credentials.client, at: elapsed(at: record.at))
        default:
            break
        }
    }

    // MARK: Messages of the till

    private mutating func arrive(_ record: JournalRecord) {
        guard let operation = record.operation, let message = Message(record, codes: codes) else {
            return
        }
        _ = state.countArrival(of: message.key, operation)
        let isAboutItself = message.requestID == nil && operation != .lookup
        let subject = Subject(
            key: message.key, transaction: record.transaction,
            request: isAboutItself
                ? message.body : state.request(of: message.key, operation.topic),
            profile: record.provider.flatMap { state.providers.profiles[$0] } ?? .default)
        let verdict = state.engine.recall(
            Stimulus(
                message, operation, subject, attempt: record.attempt ?? 1,
                provider: record.provider ?? ""),
            at: Timespan(nanoseconds: elapsed(at: record.at)), decidedBy: record.rule)
        let passage = Passage(
            seq: record.seq, message: message, subject: subject, verdict: verdict)
        waiting[record.seq] = passage
        if verdict.processing > .zero, let endpoint = Endpoints.endpoint(for: operation) {
            state.postpone(passage, for: endpoint, at: elapsed(at: record.at))
        }
    }

    private mutating func carryOut(_ record: JournalRecord) {
        guard let upstream = record.upstream else {
            // Only what its client did not wait for is carried out after its end.
            if ![.pending, .clientLeft].contains(record.ended) { waiting[record.seq] = nil }
            return
        }
        guard let passage = waiting.removeValue(forKey: record.seq),
            let endpoint = record.operation.flatMap(Endpoints.endpoint)
        else { return }
        let time = elapsed(at: record.processedAt ?? record.at)
        _ = state.apply(passage, for: endpoint, upstream, at: time)
        guard endpoint is ProvisionEndpoint,
            let code = state.ledger[passage.subject.key]?.voucher?.code
        else { return }
        codes[Masking.masked(code: code)] = code
        if Masking.isMasked(code: code) { state.hasMaskedCodes = true }
    }

    // MARK: Deliveries to providers

    private mutating func begin(_ record: JournalRecord) {
        guard let provider = record.provider, var entry = state.queue.head(of: provider),
            entry.operation == record.operation
        else { return }
        entry.attempts = record.attempt ?? entry.attempts + 1
        state.queue.update(provider, entry)
        underway.insert(record.seq)
        let request = state.request(of: entry.key, entry.advice.topic)
        _ = state.engine.recall(
            Stimulus(entry, provider: provider, request: request),
            at: Timespan(nanoseconds: elapsed(at: record.at)), decidedBy: record.rule)
    }

    private mutating func end(_ record: JournalRecord) {
        guard let finishedAt = record.finishedAt, let provider = record.provider,
            underway.remove(record.seq) != nil, let entry = state.queue.head(of: provider)
        else { return }
        state.settleDelivery(
            of: entry, to: provider, isProcessed: record.processed,
            isAcknowledged: record.ended == .sent, at: elapsed(at: finishedAt))
    }

    // MARK: The end of the recording

    /// Nobody waits any more for what was going on: no client, and no answer of a provider.
    private mutating func closePending(at end: Int64?) {
        for var record in state.journal.all where record.ended == .pending {
            record.ended = record.isDelivery ? .closed : .clientLeft
            record.finishedAt = end ?? record.at
            take(record)
        }
    }
}

extension Message {
    /// The message that a record tells of; nil when it was refused or is none.
    ///
    /// - Parameter codes: the codes of vouchers by what stands for them in the record.
    fileprivate init?(_ record: JournalRecord, codes: [String: String]) {
        guard let fingerprint = record.credentials,
            var body = try? JSON(parsing: record.request).members
        else { return nil }
        var received = record.request
        if var voucher = body["voucher"]?.members,
            let code = voucher["code"]?.text.flatMap({ codes[$0] })
        {
            voucher["code"] = .string(code)
            body["voucher"] = .object(voucher)
            received = JSON.object(body).encoded
        }
        let credentials = Credentials(user: record.client ?? "", fingerprint: fingerprint)
        let id = record.transaction.flatMap(TransactionID.init) ?? .none
        self.init(
            received: received, body: body, id: record.messageID,
            requestID: (body["requestId"] ?? body["provisionRequestId"])?.text,
            credentials: credentials, key: TransactionKey(client: credentials.client, id: id))
    }
}
