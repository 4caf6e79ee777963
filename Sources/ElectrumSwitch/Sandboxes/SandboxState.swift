import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// Everything that belongs to one sandbox, as one value behind one lock: to look and to act is a
/// single step. Times are nanoseconds since the sandbox began, on its clock.
struct SandboxState {
    let seed: UInt64
    var providers: ProviderDirectory
    var engine: ScenarioEngine
    var clock: SandboxClock
    private(set) var ledger: Ledger
    var journal: Journal
    var queue = StoreAndForward()
    private var arrivals = Arrivals()
    private var connectionCount = 0

    init(
        scenario: Scenario, seed: UInt64, providers: ProviderDirectory, clock: SandboxClock,
        journalBytesMax: Int, isRecorded: Bool
    ) {
        self.seed = seed
        self.providers = providers
        self.clock = clock
        engine = ScenarioEngine(scenario, seed: seed)
        ledger = Ledger(seed: seed)
        journal = Journal(bytesMax: journalBytesMax, isRecorded: isRecorded)
    }

    /// Writes a record that is no message into the journal.
    mutating func note(_ members: JSONObject, at elapsed: Int64) {
        var record = record(of: nil, at: elapsed)
        record.note = members
        record.ended = .sent
        journal.append(record)
    }

    // MARK: Messages of the till

    /// Lets the scenario decide about a new TLS connection.
    mutating func connect(at elapsed: Int64) -> ConnectionFault? {
        guard engine.scenario.hasRules else { return nil }
        connectionCount += 1
        let stimulus = Stimulus(
            operation: .connect, transaction: String(connectionCount), provider: "")
        let verdict = engine.decide(stimulus, at: Timespan(nanoseconds: elapsed))
        guard case .tls(let fault) = verdict.outcome else { return nil }
        switch fault {
        case .hang: return .hang
        case .reset: return .reset
        case .expiredCertificate: return .expiredCertificate
        }
    }

    /// Opens the record of a message that could not be read.
    mutating func refuse(
        _ operation: Scenarios.Operation?, _ request: [UInt8], client: String?, at elapsed: Int64
    ) -> Int {
        var record = record(of: operation, at: elapsed)
        record.request = request
        record.client = client
        journal.append(record)
        return record.seq
    }

    /// Opens the record of a message and lets the scenario decide about it.
    mutating func arrive(
        _ message: Message, _ operation: Scenarios.Operation, at elapsed: Int64
    ) -> Passage {
        let profile = profile(for: message)
        let attempt = countArrival(of: message, operation)
        let stimulus = Stimulus(
            message, operation, provision: provision(of: message), attempt: attempt,
            provider: profile.id)
        let time = Timespan(nanoseconds: elapsed)
        let verdict = engine.decide(stimulus, at: time, latency: profile.latency)

        var record = record(of: operation, at: elapsed)
        record.request = message.received
        record.transaction = message.requestID ?? message.id
        record.messageID = message.id
        record.client = message.credentials.user
        record.credentials = message.credentials.fingerprint
        record.terminal = stimulus.terminal
        record.attempt = attempt
        record.provider = profile.id
        record.rule = verdict.rule
        record.fault = verdict.fault
        if verdict.rule == nil { record.nearMiss = engine.nearMiss(stimulus, at: time) }
        record.state = stateName(of: message.key)
        journal.append(record)
        return Passage(seq: record.seq, message: message, profile: profile, verdict: verdict)
    }

    /// Lets the ledger see a message, as far as its verdict allows.
    mutating func carryOut(
        _ passage: Passage, for endpoint: any Endpoint, at elapsed: Int64
    ) -> VoucherLedger.Outcome {
        guard let upstream = passage.upstream(for: endpoint.operation),
            let command = endpoint.command(
                for: passage.message, profile: passage.profile, upstream: upstream)
        else { return .accepted }
        let outcome = carryOut(
            command, passage.message, endpoint.operation, passage.profile, at: elapsed)
        settle(at: elapsed)
        let state = stateName(of: passage.message.key)
        journal.update(passage.seq) { record in
            record.processed = upstream == .issues || upstream == .fails(issued: true)
            record.state = state
            let processedAt = clock.unix(elapsed: elapsed)
            if processedAt > record.at { record.processedAt = processedAt }
        }
        return outcome
    }

    /// Lets the ledger carry out a command; an advice that is news goes into the queue.
    mutating func carryOut(
        _ command: Command, _ message: Message, _ operation: Scenarios.Operation,
        _ profile: ProviderProfile, at elapsed: Int64
    ) -> VoucherLedger.Outcome {
        let stateBefore = ledger[message.key]?.state
        let outcome = ledger.apply(command, at: clock.unix(elapsed: elapsed))
        if outcome == .accepted, profile.advices == .forwarded, let delivery = operation.delivery,
            ledger[message.key]?.state != stateBefore
        {
            queue.append(
                StoreAndForward.Entry(
                    operation: delivery, key: message.key,
                    transaction: message.requestID ?? message.id, nextAt: elapsed),
                for: profile.id)
        }
        return outcome
    }

    /// Completes a record.
    mutating func finish(_ seq: Int, at elapsed: Int64, _ change: (inout JournalRecord) -> Void) {
        let finishedAt = clock.unix(elapsed: elapsed)
        journal.update(seq) { record in
            record.finishedAt = finishedAt
            change(&record)
        }
    }

    /// Forgets everything about a client; false when nothing was known.
    mutating func forget(client: String) -> Bool {
        queue.forget(client: client)
        return ledger.forget(client: client)
    }

    // MARK: Deliveries to providers

    /// Carries out every delivery that is due by a time.
    mutating func settle(at elapsed: Int64) {
        while let (provider, entry) = queue.due(at: elapsed) {
            if let delivery = entry.underway {
                answer(delivery, to: entry, of: provider, at: entry.nextAt)
            } else {
                deliver(entry, to: provider, at: entry.nextAt)
            }
        }
    }

    private mutating func deliver(
        _ entry: StoreAndForward.Entry, to provider: String, at elapsed: Int64
    ) {
        var entry = entry
        entry.attempts += 1
        let stimulus = Stimulus(entry, provider: provider, provision: provision(of: entry.key))
        let verdict = engine.decide(stimulus, at: Timespan(nanoseconds: elapsed))

        var record = record(of: entry.operation, at: elapsed)
        record.transaction = entry.transaction
        record.attempt = entry.attempts
        record.provider = provider
        record.rule = verdict.rule
        record.fault = verdict.fault
        journal.append(record)

        let delivery = StoreAndForward.Delivery(
            seq: record.seq, isProcessed: verdict.outcome.isProcessed,
            isAcknowledged: verdict.outcome.isAcknowledgement,
            status: verdict.outcome.deliveryStatus)
        entry.nextAt = elapsed + verdict.delay.nanoseconds
        entry.underway = delivery
        queue.update(provider, entry)
        if verdict.delay == .zero { answer(delivery, to: entry, of: provider, at: elapsed) }
    }

    private mutating func answer(
        _ delivery: StoreAndForward.Delivery, to entry: StoreAndForward.Entry,
        of provider: String, at elapsed: Int64
    ) {
        settleDelivery(
            of: entry, to: provider, isProcessed: delivery.isProcessed,
            isAcknowledged: delivery.isAcknowledged, at: elapsed)
        let state = stateName(of: entry.key)
        finish(delivery.seq, at: elapsed) { record in
            record.processed = delivery.isProcessed
            record.status = delivery.status
            record.ended = delivery.isAcknowledged ? .sent : .closed
            record.state = state
        }
    }

    /// A delivery has come to its end: the advice leaves the queue, or is tried again later.
    mutating func settleDelivery(
        of entry: StoreAndForward.Entry, to provider: String, isProcessed: Bool,
        isAcknowledged: Bool, at elapsed: Int64
    ) {
        if isProcessed {
            let command: Command =
                entry.operation == .deliverConfirm
                ? .deliverConfirmation(entry.key) : .deliverReversal(entry.key)
            _ = ledger.apply(command, at: clock.unix(elapsed: elapsed))
        }
        guard !isAcknowledged else { return queue.acknowledge(provider) }
        let interval = (providers.profiles[provider] ?? .default).deliveryInterval
        var entry = entry
        entry.underway = nil
        entry.nextAt = elapsed + max(interval.nanoseconds, Self.deliveryIntervalMinNs)
        queue.update(provider, entry)
    }

    /// So that a profile with an interval of nothing does not deliver for ever in one moment.
    private static let deliveryIntervalMinNs: Int64 = 1_000_000

    // MARK: Look-ups

    /// What the journal calls the state of a transaction.
    private func stateName(of key: TransactionKey) -> String {
        ledger[key]?.state.rawValue ?? "none"
    }

    private func record(of operation: Scenarios.Operation?, at elapsed: Int64) -> JournalRecord {
        JournalRecord(
            seq: journal.nextSeq, at: clock.unix(elapsed: elapsed), operation: operation)
    }

    /// An advice goes where its provision went.
    private func profile(for message: Message) -> ProviderProfile {
        if message.requestID == nil { return providers.profile(for: message.body) }
        let id = ledger[message.key]?.provider ?? ProviderProfile.default.id
        return providers.profiles[id] ?? .default
    }

    /// Counts a message as one more of its transaction.
    mutating func countArrival(of message: Message, _ operation: Scenarios.Operation) -> Int {
        arrivals.count(
            operation, of: message.key, seen: ledger[message.key]?.attempts ?? 0,
            isCounting: engine.scenario.hasRules)
    }

    /// The body that rules about provider, terminal, product and amount look at.
    func provision(of message: Message) -> JSONObject {
        message.requestID == nil ? message.body : provision(of: message.key)
    }

    /// The body of a provision; empty where no rule could look at it.
    private func provision(of key: TransactionKey) -> JSONObject {
        guard engine.scenario.hasRules else { return JSONObject() }
        return ledger[key]?.request.flatMap { try? JSON(parsing: $0).members }
            ?? JSONObject()
    }
}
