import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// Replays the recording of a sandbox by the same steps as when it was made, which yields the same
/// ledger, queues and counters, and the same journal.
struct Replay {
    private let setup: Sandbox.Setup
    private let library: ScenarioLibrary
    /// The latest time in the records so far, in nanoseconds since 1970.
    private var latest: Int64 = 0
    /// The messages that the ledger has not seen yet, by the numbers of their records.
    private var waiting: [Int: InFlightMessage] = [:]
    /// The codes of vouchers, by their placeholders in the journal.
    private var codes: [String: String] = [:]

    /// - Parameter setup: the set-up of the sandbox, where its records do not state it.
    init(setup: Sandbox.Setup, library: ScenarioLibrary) {
        self.setup = setup
        self.library = library
    }

    /// Replays the next version of a record.
    mutating func take(_ record: JournalRecord, in state: inout SandboxState) {
        if let version = record.message { return take(version, in: &state) }
        guard let place = record.place else { return }
        latest = max(latest, place.at)
        if place.seq == state.journal.nextSeq { state.journal.append(record) }
        switch record {
        case .sandbox(let record):
            // The scenario changed, unless this is the first record: its counters began at zero.
            state.play(setup.withRecordedValues(by: record, library: library).scenario)
            state.ledger.isSingleMessaging = record.messaging == .single
        case .reset(let place, let client):
            let credentials = Credentials(
                user: client.name ?? "", fingerprint: client.credentials ?? "")
            _ = state.forget(client: credentials.client, at: state.clock.elapsed(unix: place.at))
        case .header, .message, .delivery, .clock, .deleted, .end, .rules, .lost, .other: break
        }
    }

    /// Ends the replay. Exchanges that were open are closed, which are the only changes to the
    /// journal.
    mutating func finish(_ state: inout SandboxState, at now: Instant) {
        _ = state.journal.takeChanges()
        for case let record? in state.journal.all.map(\.message) where record.ended == .pending {
            take(record.closed(at: latest), in: &state)
        }
        state.clock.resume(from: state.clock.elapsed(unix: latest), at: now)
    }

    // MARK: Messages of the till

    private mutating func take(_ version: RecordedMessage, in state: inout SandboxState) {
        latest = max(latest, version.at, version.processedAt ?? 0, version.finishedAt ?? 0)
        let isNew = version.seq == state.journal.nextSeq
        if version.operation == .token, version.processed,
            state.journal.message(version.seq)?.processed != true
        {
            grant(version, in: &state)
        }
        if isNew {
            state.journal.append(version)
        } else {
            state.journal.update(version.seq) { $0 = version }
        }
        if version.operation.isDelivery {
            if isNew { begin(version, in: &state) }
            end(version, in: &state)
        } else {
            if isNew { arrive(version, in: &state) }
            carryOut(version, in: &state)
            if let finishedAt = version.finishedAt {
                state.giveOwnAdvice(
                    after: version,
                    at: state.clock.elapsed(unix: max(finishedAt, version.processedAt ?? 0)))
            }
        }
    }

    private mutating func arrive(_ record: RecordedMessage, in state: inout SandboxState) {
        if record.operation == .connect { return state.replayConnection(record) }
        guard let endpoint = Endpoint(record.operation),
            let message = Message(record, codes: codes)
        else { return }
        let operation = record.operation
        _ = state.countArrival(of: message.key, operation)
        let isAboutItself = message.requestID == nil && operation != .lookup
        let subject = MessageSubject(
            key: message.key, transaction: record.transaction,
            request: isAboutItself
                ? message.body : state.request(of: message.key, operation.kind),
            profile: record.provider.flatMap { state.providers.profiles[$0] } ?? .default)
        let decision = state.engine.replayDecision(
            MessageFacts(
                message, operation, subject, attempt: record.attempt ?? 1,
                provider: record.provider ?? ""),
            at: Timespan(nanoseconds: state.clock.elapsed(unix: record.at)), decidedBy: record.rule)
        let inFlight = InFlightMessage(
            seq: record.seq, endpoint, message: message, subject: subject, decision: decision)
        waiting[record.seq] = inFlight
        if decision.processing > .zero { state.postpone(inFlight) }
    }

    /// Grants the token of a record again: no file holds tokens, but they are drawn alike.
    private func grant(_ record: RecordedMessage, in state: inout SandboxState) {
        guard let request = try? JSON(parsing: record.request.bytes) else { return }
        let credentials = Credentials(
            user: record.client ?? "", fingerprint: record.credentials ?? "")
        let isRefresh = request["grant_type"] == "refresh_token"
        _ = state.tokens.grant(
            to: credentials, client: request["client_id"]?.text ?? "",
            refreshToken: isRefresh ? "" : nil,
            until: state.clock.elapsed(unix: record.at)
                .saturatingSum(state.tokenLifetime.nanoseconds))
    }

    private mutating func carryOut(_ record: RecordedMessage, in state: inout SandboxState) {
        guard let upstream = record.upstream else {
            // Messages whose client had left are processed after their end.
            let mayFollow: [Ended] = [.pending, .clientLeft, .closed]
            if !mayFollow.contains(record.ended) { waiting[record.seq] = nil }
            return
        }
        guard let inFlight = waiting.removeValue(forKey: record.seq) else { return }
        let time = state.clock.elapsed(unix: record.processedAt ?? record.at)
        _ = state.apply(inFlight, upstream, at: time)
        guard inFlight.operation == .provision || inFlight.operation == .retry,
            let code = state.ledger[inFlight.subject.key]?.voucher?.code
        else { return }
        codes[Masking.placeholder(of: inFlight.subject.key.id)] = code
        if let hash = record.codeHash, Masking.isPlaceholder(code) {
            state.maskedCodes[hash] = code
        }
    }

    // MARK: Deliveries to providers

    private mutating func begin(_ record: RecordedMessage, in state: inout SandboxState) {
        let found = record.provider.flatMap { provider in
            state.queue.entry(of: provider) {
                $0.operation == record.operation && $0.transaction == record.transaction
                    && $0.underway == nil
            }
        }
        guard let provider = record.provider, var entry = found else { return }
        entry.attempts = record.attempt ?? entry.attempts + 1
        entry.underway = StoreAndForward.DeliveryAttempt(
            seq: record.seq, isProcessed: false, status: nil)
        state.queue.update(provider, entry)
        let request = state.request(of: entry.key, entry.advice.kind)
        _ = state.engine.replayDecision(
            MessageFacts(entry, provider: provider, request: request),
            at: Timespan(nanoseconds: state.clock.elapsed(unix: record.at)), decidedBy: record.rule)
    }

    private mutating func end(_ record: RecordedMessage, in state: inout SandboxState) {
        guard let finishedAt = record.finishedAt, let provider = record.provider,
            let entry = state.queue.entry(
                of: provider, where: { $0.underway?.seq == record.seq })
        else { return }
        let delivery = StoreAndForward.DeliveryAttempt(
            seq: record.seq, isProcessed: record.processed, status: record.status)
        state.settle(delivery, of: entry, to: provider, at: state.clock.elapsed(unix: finishedAt))
    }
}

extension RecordedMessage {
    /// Returns the record of an exchange or a delivery that ended with the recording, since its
    /// client or provider is gone.
    fileprivate func closed(at end: Int64) -> RecordedMessage {
        var record = self
        record.ended = operation.isDelivery ? .closed : .clientLeft
        record.finishedAt = end
        return record
    }
}

extension Message {
    /// Reads the message of a record; nil if it was refused or is not a message.
    ///
    /// - Parameter codes: the codes of vouchers, by their replacements in the record.
    fileprivate convenience init?(_ record: RecordedMessage, codes: [String: String]) {
        guard let fingerprint = record.credentials,
            var text = try? JSONText(parsing: record.request.bytes)
        else { return nil }
        if var message = JSONView(text).json.members {
            if var voucher = message["voucher"]?.members,
                let code = voucher["code"]?.text.flatMap({ codes[$0] })
            {
                voucher["code"] = .string(code)
                message["voucher"] = .object(voucher)
                text = JSONText(.object(message))
            } else if let code = message["voucherCode"]?.text.flatMap({ codes[$0] }) {
                message["voucherCode"] = .string(code)
                text = JSONText(.object(message))
            }
        }
        let credentials = Credentials(user: record.client ?? "", fingerprint: fingerprint)
        let id = record.transaction.flatMap(TransactionID.init) ?? .none
        self.init(
            received: text.bytes, body: JSONView(text), id: record.messageID,
            credentials: credentials, key: TransactionKey(client: credentials.client, id: id))
    }
}
