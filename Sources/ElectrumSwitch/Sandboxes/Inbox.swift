import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// The messages of the till, from their arrival until the ledger has seen them.
struct Inbox {
    var secrets: KnownSecrets
    /// Messages that are processed after their clients have left.
    var late = LateMessages()
    /// True once it was reported that the rules take too long.
    var hasToldOfSlowRules = false
    private var arrivals = Arrivals()
    private var connectionCount = 0

    init(fingerprint: @escaping @Sendable (String) -> String) {
        secrets = KnownSecrets(fingerprint: fingerprint)
    }

    // MARK: Connections

    /// Lets the scenario decide about a new TLS connection; one that fails is recorded.
    mutating func connect(
        from source: MessageSource, in core: inout SandboxCore, at time: SandboxTime
    ) -> ConnectionFault? {
        guard core.engine.scenario.hasRules else { return nil }
        let decision = core.engine.decide(connectionFacts(), at: time)
        guard case .tls(let fault) = decision.outcome else { return nil }
        var record = core.record(of: .connect, at: time)
        record.source = source
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        record.ended = .sent
        record.finishedAt = record.at
        defer { core.journal.append(record) }
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
    mutating func replayConnection(
        decidedBy rule: String?, in core: inout SandboxCore, at time: SandboxTime
    ) {
        _ = core.engine.replayDecision(
            connectionFacts(), at: time, decidedBy: rule)
    }

    private mutating func connectionFacts() -> MessageFacts {
        connectionCount += 1
        return MessageFacts(operation: .connect, transaction: String(connectionCount), provider: "")
    }

    // MARK: Refusals

    /// Opens the record of a message that is not well formed.
    ///
    /// - Parameters:
    ///   - transaction: the subject of the message, as far as it can be read.
    ///   - echoedSecrets: further possible secrets, which the answer may repeat.
    /// - Returns: the number of the record.
    func refuse(
        _ operation: Operation, _ request: [UInt8], on transaction: String?,
        client: String, from source: MessageSource, hiding echoedSecrets: [String],
        in core: inout SandboxCore, at time: SandboxTime
    ) -> Int {
        var record = core.record(of: operation, at: time)
        record.request = .received(request)
        record.transaction = transaction
        record.client = client
        record.hidesClient = secrets.hides(user: client, of: request)
        record.echoedSecrets = echoedSecrets + (record.hidesClient ? [client] : [])
        record.source = source
        core.journal.append(record)
        return record.seq
    }

    /// Records input that was refused before it became a message.
    ///
    /// - Parameters:
    ///   - answer: nil for a connection, which gets none.
    ///   - request: as far as it could be read.
    func note(
        _ answer: HTTPResponse?, because reason: String, _ operation: Operation,
        _ request: HTTPRequest?, on transaction: String?, from source: MessageSource,
        in core: inout SandboxCore, at time: SandboxTime
    ) {
        // An encoded body cannot be shown.
        let body = request?.fields["Content-Encoding"] == nil ? request?.body : nil
        let seq = refuse(
            operation, body ?? [], on: transaction,
            client: request.map { Credentials.user(of: $0) } ?? Credentials.none.user,
            from: source, hiding: request.map { Masking.secrets(in: $0) } ?? [],
            in: &core, at: time)
        core.finish(seq, at: time) { record in
            if request == nil { record.client = nil }
            record.refused = String(reason.prefix(Self.reasonMax))
            record.ended = answer == nil ? .closed : .sent
            record.status = answer?.status
            record.response = .received(answer?.body ?? [])
        }
    }

    private static let reasonMax = 256

    // MARK: Messages

    /// Opens the record of a message and lets the scenario decide about it.
    mutating func arrive(
        _ message: Message, _ operation: Operation, from source: MessageSource,
        in core: inout SandboxCore, at time: SandboxTime
    ) -> InFlightMessage {
        secrets.reveal(message, in: &core.ledger)
        let subject = core.subject(of: message, operation)
        let attempt = countArrival(of: subject.key, operation, in: &core)
        let facts = MessageFacts(
            message, operation, subject, attempt: attempt, provider: subject.profile.id)
        let decision = core.engine.decide(
            facts, at: time, latency: subject.profile.latency)

        let nearMiss =
            decision.rule == nil
            ? core.engine.nearMiss(
                facts, at: time, hiding: { SecretName($0).isSecret || SecretName($0).isCode }) : nil

        let seq = core.journal.nextSeq
        core.journal.append(
            record(
                of: message, subject, facts, decision, nearMiss, from: source, in: core, at: time))
        let offer =
            operation == .provision || operation == .retry
            ? subject.route.offer : nil
        return InFlightMessage(
            seq: seq, operation, message: message, subject: consume subject,
            decision: consume decision,
            products: operation == .products ? core.providers.products : [], offer: offer)
    }

    private mutating func record(
        of message: Message, _ subject: MessageSubject, _ facts: borrowing MessageFacts,
        _ decision: Decision, _ nearMiss: String?, from source: MessageSource,
        in core: borrowing SandboxCore, at time: SandboxTime
    ) -> RecordedMessage {
        // Filled by functions, the record moves on to the journal; filled here, it is copied.
        var record = core.record(of: facts.operation, at: time)
        describe(message, subject, facts, from: source, in: &record, core)
        record.attempt = facts.attempt
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        record.nearMiss = nearMiss
        return record
    }

    /// Writes into a record what has arrived.
    private mutating func describe(
        _ message: Message, _ subject: MessageSubject, _ facts: borrowing MessageFacts,
        from source: MessageSource, in record: inout RecordedMessage, _ core: borrowing SandboxCore
    ) {
        record.request = .received(message.received)
        record.setIDs(transaction: subject.transaction, message: message.id)
        if let spelling = message.pathID, spelling != subject.transaction {
            record.spelledID = spelling
        }
        record.client = message.credentials.user
        record.hidesClient = secrets.hides(userOf: message)
        record.credentials = message.credentials.fingerprint
        record.source = source
        secrets.note(codeOf: message, subject.key, in: core, &record)
        record.terminal =
            facts.terminal ?? message.body[message.places.terminalID]?.text
            ?? core.terminal(behind: message, facts.operation)
        record.provider = subject.profile.id
        record.tolerated = message.tolerated
        record.state = core.transactionState(of: subject.key, record.operation.kind)
    }

    /// Counts a message; returns its number among those of its kind and subject.
    mutating func countArrival(
        of key: TransactionKey, _ operation: Operation, in core: inout SandboxCore
    ) -> Int {
        arrivals.count(
            operation, of: key, seen: core.ledger[key]?.attempts ?? 0,
            isCounting: core.engine.scenario.hasRules)
    }

    /// Records that a message has arrived and is processed later.
    func postpone(_ inFlight: InFlightMessage, in core: inout SandboxCore) {
        guard inFlight.operation == .redeem, inFlight.upstream != nil else { return }
        core.ledger.announceRedemption(inFlight.subject.key)
    }

    /// Applies a message to the ledger, as far as its decision allows, and posts the advices that
    /// follow from it.
    func carryOut(
        _ inFlight: InFlightMessage, in core: inout SandboxCore, _ outbox: inout Outbox,
        at time: SandboxTime
    ) -> LedgerOutcome {
        guard let upstream = inFlight.upstream else { return .unseen }
        let outcome = apply(inFlight, upstream, in: &core, &outbox, at: time)
        guard outcome.isOfLedger else { return outcome }
        let state = core.transactionState(of: inFlight.subject.key, inFlight.operation.kind)
        let now = core.clock.unix(at: time)
        core.journal.update(inFlight.seq) { record in
            record.processed = upstream.isProcessed && !outcome.isRefusal
            // A journal tells by `processed` in which way a provider failed that was asked.
            record.upstream =
                upstream == .fails(issued: true) && outcome.isRefusal ? .issues : upstream
            record.state = state
            if now > record.at { record.processedAt = now }
        }
        // The client has left.
        if outbox.hasOwnAdvices, let record = core.journal.message(inFlight.seq), !record.isOpen {
            outbox.sendOwnAdvice(after: record, in: &core, at: time)
        }
        return outcome
    }

    /// Lets the ledger see a message that the provider answers like this.
    func apply(
        _ inFlight: InFlightMessage, _ upstream: Upstream, in core: inout SandboxCore,
        _ outbox: inout Outbox, at time: SandboxTime
    ) -> LedgerOutcome {
        let (message, operation) = (inFlight.message, inFlight.operation)
        let isAdvice = operation.isAdvice
        let stateBefore =
            isAdvice ? core.transactionState(of: message.key, operation.kind) : .none
        let request = core.journal.request(of: inFlight.seq) ?? KeptBytes(message.received)
        let outcome = LedgerOutcome(
            of: inFlight, request, upstream, in: &core.ledger, at: core.clock.unix(at: time))
        guard outcome.isOfLedger else { return outcome }
        if isAdvice, outcome.isAcceptedAdvice,
            core.transactionState(of: message.key, operation.kind) != stateBefore
        {
            outbox.post(inFlight, in: &core, at: time)
        }
        if core.ledger.isSingleMessaging {
            outbox.planOwnAdvice(on: inFlight, upstream, outcome, in: &core, at: time)
        }
        if operation == .redeem, !outcome.isApproval {
            keepError(of: inFlight, outcome, in: &core)
        }
        return outcome
    }

    /// Records the switch's answer to a redemption that did not succeed.
    private func keepError(
        of inFlight: InFlightMessage, _ outcome: LedgerOutcome, in core: inout SandboxCore
    ) {
        guard outcome.isRefusal || inFlight.decision.outcome.errorAnswer != nil,
            let endpoint = Endpoint.of(inFlight.operation)
        else { return }
        let answer = endpoint.response(
            to: inFlight, outcome, seed: core.seed, naming: core.providerErrorName)
        let recorded = RecordedAnswer(status: answer.status, body: answer.body)
        core.ledger.recordRedemptionError(recorded, of: inFlight.subject.key)
    }

    /// Removes the counts of a client's transactions.
    mutating func forget(client: String) {
        arrivals.forget(client: client)
    }
}
