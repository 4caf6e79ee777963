import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// Replays the recording of a sandbox by the same steps as when it was made, which yields the same
/// ledger, queues and counters, and the same journal.
struct Replay {
    private let setup: SandboxSetup
    private let library: ScenarioLibrary
    /// The latest time in the records so far.
    private var latest = UnixTime.epoch
    /// The messages that the ledger has not seen yet, by the numbers of their records.
    private var waiting: [Int: InFlightMessage] = [:]
    /// The codes of vouchers, by their placeholders in the journal.
    private var codes: [String: String] = [:]

    /// - Parameter setup: the set-up of the sandbox, where its records do not state it.
    init(setup: SandboxSetup, library: ScenarioLibrary) {
        self.setup = setup
        self.library = library
    }

    /// Replays the next version of a record.
    mutating func take(_ record: JournalRecord, in state: inout SandboxState) {
        if let version = record.message { return take(version, in: &state) }
        guard let place = record.place else { return }
        latest = max(latest, place.at)
        if place.seq == state.core.journal.nextSeq { state.core.journal.append(record) }
        switch record {
        case .sandbox(let record):
            // The scenario changed, unless this is the first record: its counters began at zero.
            state.core.play(setup.withRecordedValues(by: record, library: library).scenario)
            state.core.ledger.isSingleMessaging = record.messaging == .single
        case .reset(let place, let client):
            let credentials = Credentials(
                user: client.name ?? "", fingerprint: client.credentials ?? "")
            _ = state.forget(client: credentials.client, at: time(place.at, in: state))
        case .header, .message, .delivery, .clock, .deleted, .end, .late, .rules, .lost, .other:
            break
        }
    }

    private mutating func take(_ version: RecordedMessage, in state: inout SandboxState) {
        latest = max(
            latest, version.at, version.processedAt ?? .epoch, version.finishedAt ?? .epoch)
        let isNew = version.seq == state.core.journal.nextSeq
        if version.operation == .token, version.processed,
            state.core.journal.message(version.seq)?.processed != true
        {
            grant(version, in: &state)
        }
        if isNew {
            let client =
                version.operation.isDelivery
                ? state.outbox.advice(deliveredBy: version)?.key.client : nil
            state.core.journal.append(version, of: client)
        } else {
            state.core.journal.replace(by: version)
        }
        if version.operation.isDelivery {
            let time = time(version.at, in: state)
            if isNew { state.outbox.replayBegin(of: version, in: &state.core, at: time) }
            guard let finishedAt = version.finishedAt else { return }
            let end = self.time(finishedAt, in: state)
            state.outbox.replayEnd(of: version, in: &state.core, at: end)
        } else {
            if isNew { arrive(version, in: &state) }
            carryOut(version, in: &state)
            guard let finishedAt = version.finishedAt else { return }
            let end = time(max(finishedAt, version.processedAt ?? .epoch), in: state)
            state.outbox.sendOwnAdvice(after: version, in: &state.core, at: end)
        }
    }

    /// Returns the sandbox's time of a record.
    private func time(_ unix: UnixTime, in state: borrowing SandboxState) -> SandboxTime {
        state.core.clock.time(unix: unix)
    }

    /// Ends the replay. Exchanges that were open are closed, which are the only changes to the
    /// journal.
    mutating func finish(_ state: inout SandboxState, at now: Instant) {
        state.core.journal.forgetEvents()
        for case let record? in state.core.journal.all.map(\.message) where record.isOpen {
            take(record.closed(at: latest), in: &state)
        }
        state.core.clock.resume(from: state.core.clock.time(unix: latest), at: now)
        state.outbox.resume(at: state.core.clock.time(at: now))
    }

    // MARK: Messages of the till

    private mutating func arrive(_ record: RecordedMessage, in state: inout SandboxState) {
        let (operation, time) = (record.operation, time(record.at, in: state))
        if operation == .connect {
            return state.inbox.replayConnection(decidedBy: record.rule, in: &state.core, at: time)
        }
        guard Endpoint.of(operation) != nil, let message = Message(record, codes: codes) else {
            return
        }
        _ = state.inbox.countArrival(of: message.key, operation, in: &state.core)
        let isAboutItself = message.requestID == nil && operation != .lookup
        let subject = MessageSubject(
            key: message.key, transaction: record.transaction,
            request: isAboutItself
                ? message.body : state.core.request(of: message.key, operation.kind),
            route: ProviderRoute(
                to: record.provider.flatMap { state.core.providers.profiles[$0] } ?? .default))
        let decision = state.core.engine.replayDecision(
            MessageFacts(
                message, operation, subject, attempt: record.attempt ?? 1,
                provider: record.provider ?? ""),
            at: time, decidedBy: record.rule)
        let inFlight = InFlightMessage(
            seq: record.seq, operation, message: message, subject: subject, decision: decision)
        waiting[record.seq] = inFlight
        if decision.processing > .zero { state.inbox.postpone(inFlight, in: &state.core) }
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
            until: time(record.at, in: state).advanced(by: setup.authentication.tokenLifetime))
    }

    private mutating func carryOut(_ record: RecordedMessage, in state: inout SandboxState) {
        guard let upstream = record.upstream else {
            // Messages whose client had left are processed after their end.
            let mayFollow: [Ended] = [.pending, .clientLeft, .closed]
            if !mayFollow.contains(record.ended) { waiting[record.seq] = nil }
            return
        }
        guard let inFlight = waiting.removeValue(forKey: record.seq) else { return }
        let time = time(record.processedAt ?? record.at, in: state)
        _ = state.inbox.apply(inFlight, upstream, in: &state.core, &state.outbox, at: time)
        guard inFlight.operation == .provision || inFlight.operation == .retry,
            let code = state.core.ledger[inFlight.subject.key]?.voucher?.code
        else { return }
        codes[Masking.placeholder(of: inFlight.subject.key.id)] = code
        if let hash = record.codeHash, Masking.isPlaceholder(code) {
            state.inbox.secrets.note(placeholder: code, forCodeWith: hash)
        }
    }
}

extension RecordedMessage {
    /// Returns the record of an exchange or a delivery that ended with the recording, since its
    /// client or provider is gone.
    fileprivate func closed(at end: UnixTime) -> RecordedMessage {
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
