import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// Everything that belongs to one sandbox, as one value behind one lock: to look and to act is a
/// single step. Times are nanoseconds since the sandbox began, on its clock.
struct SandboxState {
    let seed: UInt64
    let providerErrorName: ProviderErrorName
    let maker: SandboxMaker
    var providers: ProviderDirectory
    var engine: ScenarioEngine
    var clock: SandboxClock
    var ledger: Ledger
    var journal: Journal
    var queue = StoreAndForward()
    var late = LateMessages()
    /// What the ledger has in the place of codes that a replay did not bring back, by their
    /// fingerprints.
    var maskedCodes: [String: String] = [:]
    /// User names that are the id of a client, though not by their form.
    var knownUsers: Set<String> = []
    let fingerprint: @Sendable (String) -> String
    var tokens: Tokens
    let tokenLifetime: Timespan
    /// What the switch will advise providers of by itself once a message is answered, by the
    /// numbers of their records.
    var ownAdvices: [Int: OwnAdvice] = [:]
    /// Whether somebody was told that the rules take too long.
    var hasToldOfSlowRules = false
    private var arrivals = Arrivals()
    private var connectionCount = 0

    /// - Parameter name: the sandbox's.
    init(_ setup: Sandbox.Setup, of name: String, clock: SandboxClock) {
        seed = setup.seed
        tokens = Tokens(seed: setup.seed, sandbox: name)
        tokenLifetime = setup.authentication.tokenLifetime
        providerErrorName = setup.providerErrorName
        fingerprint = setup.credentials.fingerprint(ofCode:)
        maker = setup.maker
        providers = setup.providers
        self.clock = clock
        engine = ScenarioEngine(setup.scenario, seed: setup.seed)
        ledger = Ledger(seed: setup.seed)
        journal = Journal(
            bytesMax: setup.journalBytesMax, isRecorded: setup.recorder != nil)
        ledger.isSingleMessaging = setup.scenario.messaging == .single
    }

    /// Begins another scenario, its counters at nought.
    mutating func play(_ scenario: Scenario) {
        engine = ScenarioEngine(scenario, seed: seed)
        ledger.isSingleMessaging = scenario.messaging == .single
    }

    /// Writes a record that is no message into the journal of the sandbox with this name.
    mutating func note(
        _ kind: String, of sandbox: String, _ more: [(String, JSON)] = [], at elapsed: Int64
    ) {
        var record = record(of: .unknown, at: elapsed)
        record.note = JSONObject(
            [("kind", .string(kind)), ("sandbox", .string(sandbox))] + more)
        record.ended = .sent
        journal.append(record)
    }

    // MARK: Messages of the till

    /// Lets the scenario decide about a new TLS connection; one that fails has a record.
    mutating func connect(from source: MessageSource, at elapsed: Int64) -> ConnectionFault? {
        guard engine.scenario.hasRules else { return nil }
        let stimulus = connectionStimulus()
        let verdict = engine.decide(stimulus, at: Timespan(nanoseconds: elapsed))
        guard case .tls(let fault) = verdict.outcome else { return nil }
        var record = record(of: .connect, at: elapsed)
        record.source = source
        record.rule = verdict.rule
        record.fault = verdict.fault
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

    /// Counts a connection that failed in an earlier life.
    mutating func recallConnection(_ record: JournalRecord) {
        let elapsed = Timespan(nanoseconds: clock.elapsed(unix: record.at))
        _ = engine.recall(connectionStimulus(), at: elapsed, decidedBy: record.rule)
    }

    private mutating func connectionStimulus() -> Stimulus {
        connectionCount += 1
        return Stimulus(operation: .connect, transaction: String(connectionCount), provider: "")
    }

    /// Writes down what was refused before it became a message.
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
            record.response = answer?.body ?? []
        }
    }

    private static let reasonMax = 256

    /// Opens the record of a message that is not well formed.
    ///
    /// - Parameters:
    ///   - transaction: what the message is about, as far as it can be read.
    ///   - echoes: what may be a secret besides, and may be repeated in the answer.
    mutating func refuse(
        _ operation: Operation, _ request: [UInt8], on transaction: String?,
        client: String, from source: MessageSource, hiding echoes: [String], at elapsed: Int64
    ) -> Int {
        var record = record(of: operation, at: elapsed)
        record.request = request
        record.transaction = transaction
        record.client = client
        record.hidesClient = hides(user: client, of: request)
        record.echoes = echoes + (record.hidesClient ? [client] : [])
        record.source = source
        journal.append(record)
        return record.seq
    }

    /// Opens the record of a message and lets the scenario decide about it.
    mutating func arrive(
        _ message: Message, _ endpoint: Endpoint, from source: MessageSource, at elapsed: Int64
    ) -> Passage {
        let operation = endpoint.operation
        if !maskedCodes.isEmpty { reveal(message) }
        let subject = subject(of: message, operation)
        let attempt = countArrival(of: subject.key, operation)
        let stimulus = Stimulus(
            message, operation, subject, attempt: attempt, provider: subject.profile.id)
        let time = Timespan(nanoseconds: elapsed)
        let verdict = engine.decide(stimulus, at: time, latency: subject.profile.latency)

        var record = record(of: operation, at: elapsed)
        record.request = message.received
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
            stimulus.terminal ?? message.body["originator"]?["terminalId"]?.text
        record.attempt = attempt
        record.provider = subject.profile.id
        record.tolerated = message.tolerated
        record.rule = verdict.rule
        record.fault = verdict.fault
        record.garbled = verdict.garbled
        if verdict.rule == nil {
            record.nearMiss = engine.nearMiss(
                stimulus, at: time, hiding: { SecretName($0).isSecret || SecretName($0).isCode })
        }
        record.state = transactionState(of: subject.key, operation.kind)
        let seq = record.seq
        journal.append(record, about: subject.id)
        return Passage(
            seq: seq, endpoint, message: message, subject: subject, verdict: verdict,
            products: operation == .products ? providers.products : [],
            offer: operation == .provision || operation == .retry
                ? message.body["product"]?["productId"]?.text.flatMap {
                    providers.offer(of: $0, by: subject.profile.id)
                } : nil)
    }

    /// Lets the ledger see a message, as far as its verdict allows.
    mutating func carryOut(_ passage: Passage, at elapsed: Int64) -> LedgerOutcome {
        guard let upstream = passage.upstream else { return .unseen }
        let outcome = apply(passage, upstream, at: elapsed)
        guard outcome.isOfLedger else { return outcome }
        let state = transactionState(of: passage.subject.key, passage.operation.kind)
        journal.update(passage.seq) { record in
            record.processed = upstream.isProcessed && !outcome.isRefusal
            // A journal tells by `processed` in which way a provider failed that was asked.
            record.upstream =
                upstream == .fails(issued: true) && outcome.isRefusal ? .issues : upstream
            record.state = state
            let processedAt = clock.unix(elapsed: elapsed)
            if processedAt > record.at { record.processedAt = processedAt }
        }
        // Nobody waits for the answer any more.
        if !ownAdvices.isEmpty, let record = journal[passage.seq], record.finishedAt != nil {
            giveOwnAdvice(after: record, at: elapsed)
        }
        settle(at: elapsed)
        return outcome
    }

    /// Lets the ledger see a message that the provider answers like this.
    mutating func apply(_ passage: Passage, _ upstream: Upstream, at elapsed: Int64)
        -> LedgerOutcome
    {
        let (message, operation) = (passage.message, passage.operation)
        let stateBefore =
            operation.isAdvice ? transactionState(of: message.key, operation.kind) : .none
        let outcome = passage.endpoint.carryOut(
            passage, upstream, in: &ledger, at: clock.unix(elapsed: elapsed))
        guard outcome.isOfLedger else { return outcome }
        if outcome.isAcceptedAdvice,
            transactionState(of: message.key, operation.kind) != stateBefore
        {
            forward(passage, at: elapsed)
        }
        if ledger.isSingleMessaging {
            noteOwnAdvice(of: passage, upstream, outcome, at: elapsed)
        }
        if operation == .redeem, !outcome.isApproval { keepError(of: passage, outcome) }
        return outcome
    }

    /// Puts an advice that is news into the queue of the provider.
    private mutating func forward(_ passage: Passage, at elapsed: Int64) {
        let (message, advices) = (passage.message, passage.profile.advices)
        guard let delivery = passage.operation.delivery, advices.isForwarded(delivery) else {
            return
        }
        let entry = StoreAndForward.Entry(
            operation: delivery, advice: passage.operation, key: message.key,
            transaction: message.requestID ?? "", nextAt: elapsed)
        forward(entry, to: passage.profile, at: elapsed)
    }

    /// Completes a record.
    mutating func finish(_ seq: Int, at elapsed: Int64, _ change: (inout JournalRecord) -> Void) {
        let finishedAt = clock.unix(elapsed: elapsed)
        journal.update(seq) { record in
            record.finishedAt = finishedAt
            change(&record)
        }
        guard !ownAdvices.isEmpty, let record = journal[seq] else { return }
        giveOwnAdvice(after: record, at: elapsed)
        settle(at: elapsed)
    }

    /// Forgets everything about a client; false when nothing was known.
    mutating func forget(client: String, at elapsed: Int64) -> Bool {
        queue.forget(client: client, at: elapsed)
        tokens.forget(client: client)
        ownAdvices = ownAdvices.filter { $0.value.key.client != client }
        arrivals.forget(client: client)
        return ledger.forget(client: client)
    }

    // MARK: Time

    /// When something is due next that no exchange waits for; nil when nothing is.
    var nextDue: Int64? {
        guard let lateDue = late.nextDue else { return queue.nextDue }
        return min(lateDue, queue.nextDue ?? lateDue)
    }

    /// So many deliveries at a time may become due, when a provider is back, that everybody else
    /// would have to wait for them.
    static let settlesMax = 256

    /// Lets happen what is due by a time, one thing after the other, as much as may be at a time.
    mutating func settle(at elapsed: Int64) {
        var rest = Self.settlesMax
        while rest > 0, let due = nextDue, due <= elapsed {
            rest -= 1
            if let message = late.take(dueAt: due) {
                _ = carryOut(message.passage, at: due)
            } else if let (provider, entry) = queue.due(at: due) {
                if let delivery = entry.underway {
                    answer(delivery, to: entry, of: provider, at: due)
                } else {
                    deliver(entry, to: provider, at: due)
                }
            }
        }
    }

    func record(of operation: Operation, at elapsed: Int64) -> JournalRecord {
        JournalRecord(
            seq: journal.nextSeq, at: clock.unix(elapsed: elapsed), operation: operation)
    }

    /// Counts a message as one more of its kind about the same.
    mutating func countArrival(of key: TransactionKey, _ operation: Operation) -> Int {
        arrivals.count(
            operation, of: key, seen: ledger[key]?.attempts ?? 0,
            isCounting: engine.scenario.hasRules)
    }
}
