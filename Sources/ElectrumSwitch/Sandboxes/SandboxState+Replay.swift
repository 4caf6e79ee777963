import JSONTree
import Scenarios
import VoucherLedger

extension SandboxState {
    /// Lives through a recording again: the same ledger, queues and counters, and the same
    /// journal.
    mutating func replay(_ recording: Recording) {
        var applied: Set<Int> = []
        for record in recording.versions {
            let isKnown = record.seq < journal.nextSeq
            if isKnown {
                journal.update(record.seq) { $0 = record }
            } else {
                journal.append(record)
                if record.note == nil { recount(record) }
            }
            if record.note != nil || applied.contains(record.seq) { continue }
            if apply(record) { applied.insert(record.seq) }
        }
        closePending(at: recording.endsAt)
        _ = journal.takeChanges()
    }

    /// Lets the scenario see a message again, so that its counters stand where they stood.
    private mutating func recount(_ record: JournalRecord) {
        guard engine.scenario.hasRules, let message = Message(record),
            let operation = record.operation
        else { return }
        let subject = subject(of: message, operation)
        let attempt = countArrival(of: subject.key, operation)
        let stimulus = Stimulus(
            message, operation, subject, attempt: attempt, provider: record.provider ?? "")
        _ = engine.decide(
            stimulus, at: Timespan(nanoseconds: max(0, record.at - clock.unix(elapsed: 0))))
    }

    /// Carries out what a record tells; false while it has not been carried out.
    private mutating func apply(_ record: JournalRecord) -> Bool {
        if record.operation == .deliverConfirm || record.operation == .deliverReverse {
            return applyDelivery(record)
        }
        guard let operation = record.operation, let message = Message(record),
            let upstream = record.upstream,
            let endpoint = Endpoints.endpoint(for: operation)
        else { return false }
        let profile = record.provider.flatMap { providers.profiles[$0] } ?? .default
        let elapsed = (record.processedAt ?? record.at) - clock.unix(elapsed: 0)
        guard
            let command = endpoint.command(for: message, profile: profile, upstream: upstream)
        else { return true }
        _ = carryOut(command, message, operation, profile, at: elapsed)
        return true
    }

    private mutating func applyDelivery(_ record: JournalRecord) -> Bool {
        guard let provider = record.provider,
            var entry = queue.head(of: provider), entry.operation == record.operation
        else { return true }
        entry.attempts = record.attempt ?? entry.attempts + 1
        guard let finishedAt = record.finishedAt else {
            queue.update(provider, entry)
            return false
        }
        settleDelivery(
            of: entry, to: provider, isProcessed: record.processed,
            isAcknowledged: record.ended == .sent, at: finishedAt - clock.unix(elapsed: 0))
        return true
    }

    /// What was going on when the recording ended never came to an end.
    private mutating func closePending(at end: Int64?) {
        for record in journal.all where record.ended == .pending {
            journal.update(record.seq) { record in
                record.ended = .clientLeft
                record.finishedAt = end ?? record.at
            }
        }
    }
}

extension JournalRecord {
    /// What the provider did with the message; nil when the ledger has not seen it.
    fileprivate var upstream: Upstream? {
        let fault = fault ?? ""
        if processed { return fault.hasPrefix("error") ? .fails(issued: true) : .issues }
        if fault.hasPrefix("lost request") { return nil }
        if fault.contains("processing"), processedAt == nil { return nil }
        return fault.isEmpty || fault.hasPrefix("decline") ? .declines : .fails(issued: false)
    }
}

extension Message {
    /// The message that a record tells of; nil when it was refused or is none.
    fileprivate init?(_ record: JournalRecord) {
        guard let id = record.messageID, let transaction = record.transaction,
            let transactionID = TransactionID(transaction),
            let body = try? JSON(parsing: record.request).members
        else { return nil }
        let credentials = Credentials(
            user: record.client ?? "", fingerprint: record.credentials ?? "")
        self.init(
            received: record.request, body: body, id: id,
            requestID: body["requestId"]?.text, credentials: credentials,
            key: TransactionKey(client: credentials.client, id: transactionID))
    }
}
