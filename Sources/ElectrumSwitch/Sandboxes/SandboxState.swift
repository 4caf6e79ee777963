import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// Everything that belongs to one sandbox, as one value behind one lock, so that check-then-act is
/// a single step. Times are nanoseconds since the sandbox began, on its clock.
struct SandboxState {
    /// The sandbox's name.
    let name: String
    let seed: UInt64
    let providerErrorName: ProviderErrorName
    let creator: SandboxCreator
    var providers: ProviderDirectory
    var engine: ScenarioEngine
    var clock: SandboxClock
    var ledger: Ledger
    var journal: SandboxJournal
    var queue = StoreAndForward()
    var late = LateMessages()
    /// The replacements that the ledger has instead of codes that a replay could not restore, by
    /// their fingerprints.
    var maskedCodes: [String: String] = [:]
    /// The user names that are known as a client's id, though not by their form.
    var knownUsers: Set<String> = []
    let fingerprint: @Sendable (String) -> String
    var tokens: Tokens
    let tokenLifetime: Timespan
    /// The advices that the switch itself will send once a message is answered, by the numbers of
    /// their records.
    var ownAdvices: [Int: OwnAdvice] = [:]
    /// True once it was reported that the rules take too long.
    var hasToldOfSlowRules = false
    private var arrivals = Arrivals()
    private var connectionCount = 0

    /// - Parameter name: the name of the sandbox.
    init(_ setup: Sandbox.Setup, of name: String, clock: SandboxClock) {
        self.name = name
        seed = setup.seed
        tokens = Tokens(seed: setup.seed, sandbox: name)
        tokenLifetime = setup.authentication.tokenLifetime
        providerErrorName = setup.providerErrorName
        fingerprint = setup.credentials.fingerprint(ofCode:)
        creator = setup.creator
        providers = setup.providers
        self.clock = clock
        engine = ScenarioEngine(setup.scenario, seed: setup.seed)
        ledger = Ledger(seed: setup.seed)
        journal = SandboxJournal(
            bytesMax: setup.journalBytesMax, isRecorded: setup.recorder != nil)
        ledger.isSingleMessaging = setup.scenario.messaging == .single
    }

    /// Starts another scenario, with all counters at zero.
    mutating func play(_ scenario: Scenario) {
        engine = ScenarioEngine(scenario, seed: seed)
        ledger.isSingleMessaging = scenario.messaging == .single
    }

    /// The place of the next record.
    func nextPlace(at elapsed: Int64) -> RecordPlace {
        RecordPlace(seq: journal.nextSeq, at: clock.unix(elapsed: elapsed), sandbox: name)
    }

    // MARK: Messages of the till

    /// Lets the scenario decide about a new TLS connection; one that fails is recorded.
    mutating func connect(from source: MessageSource, at elapsed: Int64) -> ConnectionFault? {
        guard engine.scenario.hasRules else { return nil }
        let facts = connectionFacts()
        let decision = engine.decide(facts, at: Timespan(nanoseconds: elapsed))
        guard case .tls(let fault) = decision.outcome else { return nil }
        var record = record(of: .connect, at: elapsed)
        record.source = source
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        record.ended = .sent
        record.finishedAt = record.at
        defer { journal.append(record) }
        switch fault {
        case .hang:
            record.ended = .held
            return .hang
        case .reset:
            record.ended = .reset
            return .reset
        case .expiredCertificate: return .expiredCertificate
        }
    }

    /// Counts a failed connection of the recording.
    mutating func replayConnection(_ record: RecordedMessage) {
        let elapsed = Timespan(nanoseconds: clock.elapsed(unix: record.at))
        _ = engine.replayDecision(connectionFacts(), at: elapsed, decidedBy: record.rule)
    }

    private mutating func connectionFacts() -> MessageFacts {
        connectionCount += 1
        return MessageFacts(operation: .connect, transaction: String(connectionCount), provider: "")
    }

    /// Records input that was refused before it became a message.
    ///
    /// - Parameters:
    ///   - answer: nil for a connection, which gets none.
    ///   - request: as far as it could be read.
    mutating func note(
        _ answer: HTTPResponse?, because reason: String, _ operation: Operation,
        _ request: HTTPRequest?, on transaction: String?, from source: MessageSource,
        at elapsed: Int64
    ) {
        // What is encoded cannot be shown.
        let body = request?.fields["Content-Encoding"] == nil ? request?.body : nil
        let seq = refuse(
            operation, body ?? [], on: transaction,
            client: request.map { Credentials.user(of: $0) } ?? Credentials.none.user,
            from: source, hiding: request.map { Masking.secrets(in: $0) } ?? [], at: elapsed)
        finish(seq, at: elapsed) { record in
            if request == nil { record.client = nil }
            record.refused = String(reason.prefix(Self.reasonMax))
            record.ended = answer == nil ? .closed : .sent
            record.status = answer?.status
            record.response = .received(answer?.body ?? [])
        }
    }

    private static let reasonMax = 256

    /// Opens the record of a message that is not well formed.
    ///
    /// - Parameters:
    ///   - transaction: the subject of the message, as far as it can be read.
    ///   - echoedSecrets: further possible secrets, which the answer may repeat.
    mutating func refuse(
        _ operation: Operation, _ request: [UInt8], on transaction: String?,
        client: String, from source: MessageSource, hiding echoedSecrets: [String],
        at elapsed: Int64
    ) -> Int {
        var record = record(of: operation, at: elapsed)
        record.request = .received(request)
        record.transaction = transaction
        record.client = client
        record.hidesClient = hides(user: client, of: request)
        record.echoedSecrets = echoedSecrets + (record.hidesClient ? [client] : [])
        record.source = source
        journal.append(record)
        return record.seq
    }

    /// Opens the record of a message and lets the scenario decide about it.
    mutating func arrive(
        _ message: Message, _ endpoint: Endpoint, from source: MessageSource, at elapsed: Int64
    ) -> InFlightMessage {
        let operation = endpoint.operation
        if !maskedCodes.isEmpty { reveal(message) }
        let subject = subject(of: message, operation)
        let attempt = countArrival(of: subject.key, operation)
        let facts = MessageFacts(
            message, operation, subject, attempt: attempt, provider: subject.profile.id)
        let time = Timespan(nanoseconds: elapsed)
        let decision = engine.decide(facts, at: time, latency: subject.profile.latency)

        var record = record(of: operation, at: elapsed)
        record.request = .received(message.received)
        record.transaction = subject.transaction
        record.messageID = message.id
        if let spelling = message.pathID, spelling != subject.transaction {
            record.spelledID = spelling
        }
        record.client = message.credentials.user
        record.hidesClient = hides(userOf: message)
        record.credentials = message.credentials.fingerprint
        record.source = source
        note(codeOf: message, operation, subject.key, in: &record)
        record.terminal =
            facts.terminal ?? message.body["originator"]?["terminalId"]?.text
        record.attempt = attempt
        record.provider = subject.profile.id
        record.tolerated = message.tolerated
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        if decision.rule == nil {
            record.nearMiss = engine.nearMiss(
                facts, at: time, hiding: { SecretName($0).isSecret || SecretName($0).isCode })
        }
        record.state = transactionState(of: subject.key, operation.kind)
        let seq = record.seq
        journal.append(.message(record), about: subject.id)
        return InFlightMessage(
            seq: seq, endpoint, message: message, subject: subject, decision: decision,
            products: operation == .products ? providers.products : [],
            offer: operation == .provision || operation == .retry
                ? message.body["product"]?["productId"]?.text.flatMap {
                    providers.offer(of: $0, by: subject.profile.id)
                } : nil)
    }

    /// Applies a message to the ledger, as far as its verdict allows.
    mutating func carryOut(_ inFlight: InFlightMessage, at elapsed: Int64) -> LedgerOutcome {
        guard let upstream = inFlight.upstream else { return .unseen }
        let outcome = apply(inFlight, upstream, at: elapsed)
        guard outcome.isOfLedger else { return outcome }
        let state = transactionState(of: inFlight.subject.key, inFlight.operation.kind)
        journal.update(inFlight.seq) { record in
            record.processed = upstream.isProcessed && !outcome.isRefusal
            // A journal tells by `processed` in which way a provider failed that was asked.
            record.upstream =
                upstream == .fails(issued: true) && outcome.isRefusal ? .issues : upstream
            record.state = state
            let processedAt = clock.unix(elapsed: elapsed)
            if processedAt > record.at { record.processedAt = processedAt }
        }
        // The client has left.
        if !ownAdvices.isEmpty, let record = journal.message(inFlight.seq), record.finishedAt != nil
        {
            giveOwnAdvice(after: record, at: elapsed)
        }
        settle(at: elapsed)
        return outcome
    }

    /// Lets the ledger see a message that the provider answers like this.
    mutating func apply(_ inFlight: InFlightMessage, _ upstream: Upstream, at elapsed: Int64)
        -> LedgerOutcome
    {
        let (message, operation) = (inFlight.message, inFlight.operation)
        let stateBefore =
            operation.isAdvice ? transactionState(of: message.key, operation.kind) : .none
        let outcome = inFlight.endpoint.carryOut(
            inFlight, upstream, in: &ledger, at: clock.unix(elapsed: elapsed))
        guard outcome.isOfLedger else { return outcome }
        if outcome.isAcceptedAdvice,
            transactionState(of: message.key, operation.kind) != stateBefore
        {
            forward(inFlight, at: elapsed)
        }
        if ledger.isSingleMessaging {
            noteOwnAdvice(of: inFlight, upstream, outcome, at: elapsed)
        }
        if operation == .redeem, !outcome.isApproval { keepError(of: inFlight, outcome) }
        return outcome
    }

    /// Puts an advice that is news into the queue of the provider.
    private mutating func forward(_ inFlight: InFlightMessage, at elapsed: Int64) {
        let (message, advices) = (inFlight.message, inFlight.profile.advices)
        guard let delivery = inFlight.operation.delivery, advices.isForwarded(delivery) else {
            return
        }
        let entry = StoreAndForward.Entry(
            operation: delivery, advice: inFlight.operation, key: message.key,
            transaction: message.requestID ?? "", nextAt: elapsed)
        forward(entry, to: inFlight.profile, at: elapsed)
    }

    /// Completes a record.
    mutating func finish(_ seq: Int, at elapsed: Int64, _ change: (inout RecordedMessage) -> Void) {
        let finishedAt = clock.unix(elapsed: elapsed)
        journal.update(seq) { record in
            record.finishedAt = finishedAt
            change(&record)
        }
        guard !ownAdvices.isEmpty, let record = journal.message(seq) else { return }
        giveOwnAdvice(after: record, at: elapsed)
        settle(at: elapsed)
    }

    /// Removes everything about a client; returns false if nothing was known.
    mutating func forget(client: String, at elapsed: Int64) -> Bool {
        queue.forget(client: client, at: elapsed)
        tokens.forget(client: client)
        ownAdvices = ownAdvices.filter { $0.value.key.client != client }
        arrivals.forget(client: client)
        return ledger.forget(client: client)
    }

    // MARK: Time

    /// The time of the next event that no exchange waits for; nil without any.
    var nextDue: Int64? {
        guard let lateDue = late.nextDue else { return queue.nextDue }
        return min(lateDue, queue.nextDue ?? lateDue)
    }

    /// The most deliveries at a time: after an outage many may be due at once, and others would
    /// have to wait for them.
    static let settlesMax = 256

    /// Does what is due by a time, one event after the other, up to a limit per call.
    mutating func settle(at elapsed: Int64) {
        var rest = Self.settlesMax
        while rest > 0, let due = nextDue, due <= elapsed {
            rest -= 1
            if let message = late.take(dueAt: due) {
                _ = carryOut(message.inFlight, at: due)
            } else if let (provider, entry) = queue.due(at: due) {
                if let delivery = entry.underway {
                    answer(delivery, to: entry, of: provider, at: due)
                } else {
                    deliver(entry, to: provider, at: due)
                }
            }
        }
    }

    func record(of operation: Operation, at elapsed: Int64) -> RecordedMessage {
        RecordedMessage(
            seq: journal.nextSeq, at: clock.unix(elapsed: elapsed), sandbox: name,
            operation: operation)
    }

    /// Counts a message; returns its number among those of its kind and subject.
    mutating func countArrival(of key: TransactionKey, _ operation: Operation) -> Int {
        arrivals.count(
            operation, of: key, seen: ledger[key]?.attempts ?? 0,
            isCounting: engine.scenario.hasRules)
    }
}
