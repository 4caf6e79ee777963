import HTTPMessages
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// One message of a till on its way: read, decided about, processed, answered, each at its time on
/// the sandbox clock.
final class VoucherExchange: Responder {
    /// The services that the exchanges of a switch share.
    final class Services: Sendable {
        let validator: Validator
        let waker: Waker
        let workers: Workers

        init(_ validator: Validator, _ waker: Waker, _ workers: Workers) {
            self.validator = validator
            self.waker = waker
            self.workers = workers
        }
    }

    /// The step of the exchange. Large cases are indirect: thousands of exchanges may be silent at
    /// a time.
    fileprivate enum Step {
        indirect case arrived(HTTPRequest, from: RequestOrigin, at: PathParameter?)
        /// The ledger sees the message at `due`.
        indirect case processing(InFlightMessage, location: String, due: SandboxTime)
        /// The answer goes out at `due`.
        indirect case answering(FaultDelivery, due: SandboxTime)
        /// Nothing is sent until `due`, then the connection closes.
        case silent(due: SandboxTime)
        /// A part of the answer is on its way since `due`, up to its hold.
        indirect case answeredInPart(FaultDelivery, due: SandboxTime)
        /// Nothing more is sent until `due`, then the rest of the answer.
        indirect case holding(FaultDelivery, due: SandboxTime)
        /// The answer is on its way, all that is left of it.
        case answered(HTTPResponse?, Ended)
    }

    private let id: ExchangeID
    private let endpoint: Endpoint
    /// The request for a token; nil for all other messages.
    private let tokenCall: TokenCall?
    private let sandbox: Sandbox
    private let services: Services
    private var seq = 0
    private var step: Step
    // Small ones stand behind those that leave bytes unused: apart, each would take eight.
    /// True if the answer is sent without its body (RFC 9110 section 9.3.2).
    private let isHead: Bool
    /// True if a fingerprint had to be made before the message could arrive.
    private var hasPaused = false
    /// The number of bytes of a cut-off answer that left; 0 for none.
    private var cutAfter = 0

    init(
        _ request: HTTPRequest, from origin: RequestOrigin, as id: ExchangeID, _ endpoint: Endpoint,
        _ tokenCall: TokenCall?, at place: PathParameter?, sandbox: Sandbox, services: Services
    ) {
        self.id = id
        self.endpoint = endpoint
        self.tokenCall = tokenCall
        self.sandbox = sandbox
        self.services = services
        isHead = request.method == "HEAD"
        step = .arrived(request, from: origin, at: place)
    }

    func respond(at now: Instant) -> Answer {
        switch step {
        case .arrived(let request, let origin, let place):
            guard !hasPaused || !sandbox.isRetired else { return cancel() }
            return arrive(request, from: origin, at: place, now: now)
        case .processing(let inFlight, let location, let due):
            sandbox.resume(id)
            let outcome = sandbox.withState(at: now) { state, _ in
                state.hasEnded ? nil : state.carryOut(inFlight, at: due)
            }
            guard let outcome else { return cancel() }
            return answer(inFlight, outcome, location: location, due: due, at: now)
        case .answering(let fault, let due):
            sandbox.resume(id)
            guard !sandbox.isRetired else { return cancel() }
            return deliver(fault, due: due, at: now)
        case .silent:
            sandbox.resume(id)
            guard !sandbox.isRetired else { return cancel() }
            step = .answered(nil, .held)
            return .deliver(.close)
        case .answeredInPart(let fault, let due):
            return hold(fault, from: sandbox.time(at: now) ?? due, at: now)
        case .holding(let fault, let due):
            sandbox.resume(id)
            // The answer ends where it is, since its sandbox was reset; the step says so.
            guard !sandbox.isRetired else { return .deliver(.close) }
            return deliver(fault.completed, due: due, at: now)
        case .answered:
            return .deliver(.close)
        }
    }

    /// Returns nil if the answer will be ready in time; a silence never is, nor an exchange that
    /// waits for a manual clock.
    func conclude(by end: Instant, at now: Instant) -> Delivery? {
        let due: SandboxTime
        switch step {
        case .arrived: return nil
        case .processing(let inFlight, _, let processingDue):
            if case .lost(_, .silence) = inFlight.decision.outcome { return .close }
            due = processingDue.advanced(by: inFlight.decision.delay)
        case .answering(let fault, let answerDue):
            if fault.delivery == nil { return .close }
            due = answerDue
        case .silent: return .close
        case .holding(_, let restDue): due = restDue
        case .answeredInPart, .answered: return nil
        }
        return sandbox.comes(due, by: end, at: now) ? nil : .close
    }

    func cut(after bytes: Int) {
        cutAfter = bytes
    }

    var isTimed: Bool { true }

    func ended(_ ending: ExchangeEnding, at now: Instant) {
        sandbox.withState(at: now) { [seq, step, cutAfter, endpoint, isHead] state, time in
            if case .processing(let inFlight, _, let due) = step {
                state.processLater(inFlight, due: due)
            }
            state.finish(seq, at: time) { record in
                record.ended = ending == .clientLeft ? .clientLeft : .closed
                record.cutAfter = cutAfter > 0 ? cutAfter : nil
                if ending != .clientLeft, let (response, ended) = step.outgoing {
                    record.ended = ending == .stopped ? .truncated : ended
                    record.status = response?.status
                    let body = isHead ? [] : response?.body ?? []
                    record.response = .received(
                        endpoint.operation == .token ? TokenCall.masked(body) : body)
                }
            }
        }
        sandbox.stopWaiting(id)
    }

    // MARK: Steps

    private func arrive(
        _ request: HTTPRequest, from origin: RequestOrigin, at place: PathParameter?, now: Instant
    ) -> Answer {
        if pauses(forCredentialsOf: request) { return .pause }
        let message: Message
        if let tokenCall {
            message = tokenCall.message
        } else {
            let client = sandbox.client(of: request, isRead: !endpoint.hasBody, at: now)
            do {
                message = try Message(
                    of: request, as: endpoint.schema, hasBody: endpoint.hasBody, at: place,
                    from: client, validator: services.validator)
            } catch {
                let user = (try? client.get())?.user ?? Credentials.user(of: request)
                return refuse(request, by: user, from: origin, at: place, with: error, now: now)
            }
        }
        if pauses(forCodeOf: message) { return .pause }
        let source = MessageSource(request, from: origin)
        let (inFlight, outcome, due) = sandbox.withState(at: now) { [endpoint] state, time in
            let inFlight = state.arrive(message, endpoint.operation, from: source, at: time)
            let due = time.advanced(by: inFlight.decision.processing)
            guard due == time else {
                state.inbox.postpone(inFlight, in: &state.core)
                return (inFlight, LedgerOutcome?.none, due)
            }
            return (inFlight, state.carryOut(inFlight, at: time), due)
        }
        seq = inFlight.seq
        sandbox.setup.events.heads.take(request, of: seq, in: sandbox, at: now)
        if let rule = inFlight.decision.givenUpAt { tell(ofSlow: rule, at: now) }
        if let outcome {
            return answer(inFlight, outcome, location: request.target, due: due, at: now)
        }
        step = .processing(inFlight, location: request.target, due: due)
        return sandbox.wait(id, until: due, at: now)
    }

    /// Says once for the sandbox that not all of its rules were tried.
    private func tell(ofSlow rule: String, at now: Instant) {
        let isNews = sandbox.withState(at: now) { state, _ in
            defer { state.inbox.hasToldOfSlowRules = true }
            return !state.inbox.hasToldOfSlowRules
        }
        guard isNews else { return }
        let reason =
            "sandbox \(sandbox.name): rule \(rule) and those after it were not tried, "
            + "matching a message takes too long; `electrum-mock check` names slow patterns"
        sandbox.setup.events.remark(reason, at: now)
    }

    /// A journal file needs slow fingerprints. They are made where nobody else waits for them, and
    /// then the message arrives.
    private func pauses(forCredentialsOf request: HTTPRequest) -> Bool {
        let reader = sandbox.setup.credentials
        guard sandbox.setup.events.isJournalKept, let field = request.fields["Authorization"],
            !reader.isReady(for: field)
        else { return false }
        return pauses { _ = reader.credentials(basic: field) }
    }

    private func pauses(forCodeOf message: Message) -> Bool {
        let reader = sandbox.setup.credentials
        guard sandbox.setup.events.isJournalKept, let code = message.shownCode,
            !reader.isReady(forCode: code),
            sandbox.peek({ $0.inbox.secrets.needsFingerprint(for: endpoint.operation) })
        else { return false }
        return pauses { _ = reader.fingerprint(ofCode: code) }
    }

    /// False without a server: then nobody is held up, and it is done here.
    private func pauses(for job: @escaping @Sendable () -> Void) -> Bool {
        guard services.waker.isConnected else {
            job()
            return false
        }
        hasPaused = true
        services.workers.runFingerprint { [waker = services.waker, id] in
            job()
            waker.wake([id])
        }
        return true
    }

    /// - Parameter client: the user name.
    private func refuse(
        _ request: HTTPRequest, by client: String, from origin: RequestOrigin,
        at place: PathParameter?, with error: ErrorDetail, now: Instant
    ) -> Answer {
        let source = MessageSource(request, from: origin)
        let said = endpoint.hasBody ? request.body : Array((request.query ?? "").utf8)
        let ids = MessageIDs(of: request, at: place)
        seq = sandbox.withState(at: now) { [endpoint] state, time in
            state.inbox.refuse(
                endpoint.operation, said, on: ids.subject, client: client,
                from: source, hiding: Masking.secrets(in: request), in: &state.core, at: time)
        }
        sandbox.setup.events.heads.take(request, of: seq, in: sandbox, at: now)
        return deliver(FaultDelivery(whole: error.naming(ids).response), due: .begin, at: now)
    }

    private func answer(
        _ inFlight: InFlightMessage, _ outcome: LedgerOutcome, location: String, due: SandboxTime,
        at now: Instant
    ) -> Answer {
        var response: HTTPResponse
        if let tokenCall {
            response = sandbox.withState(at: now) { state, _ in
                tokenCall.answer(to: inFlight, in: &state, at: due)
            }
        } else {
            response = endpoint.response(
                to: inFlight, outcome, seed: sandbox.setup.seed,
                naming: sandbox.setup.providerErrorName)
        }
        if response.status == 201 { response.fields.append("Location", location) }
        let fault = FaultDelivery(
            writtenOut(inFlight, at: now), inFlight.decision.transmission, answer: response,
            isHead: isHead)
        let answerDue = due.advanced(by: inFlight.decision.delay)
        guard answerDue > due else { return deliver(fault, due: due, at: now) }
        step = .answering(fault, due: answerDue)
        return sandbox.wait(id, until: answerDue, at: now)
    }

    /// Returns the outcome of a message, with the placeholders of a scenario's own answer filled
    /// in.
    private func writtenOut(_ inFlight: InFlightMessage, at now: Instant) -> Scenarios.Outcome {
        guard case .respond(let answer, let isProcessed) = inFlight.decision.outcome,
            answer.hasPlaceholders
        else { return inFlight.decision.outcome }
        let filled = sandbox.withState(at: now) { state, time in
            inFlight.filled(
                answer, at: state.core.clock.unix(at: time),
                voucherCode: state.core.ledger[inFlight.subject.key]?.voucher?.code)
        }
        return .respond(filled, processed: isProcessed)
    }

    private func deliver(_ fault: FaultDelivery, due: SandboxTime, at now: Instant) -> Answer {
        guard let delivery = fault.delivery else { return hold(fault, from: due, at: now) }
        step = .answered(fault.response, fault.ended)
        if let rest = fault.rest {
            step = .answeredInPart(fault, due: due)
            // A manual clock stops where the hold ends, even if what comes before is slow to go.
            _ = sandbox.wait(id, until: due.advanced(by: rest.hold), at: now)
        } else if fault.isTrickled {
            // A trickle goes by the machine's time, and the sandbox clock need not wait for it.
            sandbox.stopWaiting(id)
        }
        return .deliver(delivery)
    }

    private func hold(_ fault: FaultDelivery, from start: SandboxTime, at now: Instant) -> Answer {
        guard let rest = fault.rest else { return .deliver(.close) }
        let due = start.advanced(by: rest.hold)
        step = fault.isHalfOut ? .holding(fault, due: due) : .silent(due: due)
        return sandbox.wait(id, until: due, at: now)
    }

    /// Cancels the exchange, since its sandbox was reset.
    private func cancel() -> Answer {
        step = .answered(nil, .closed)
        return .deliver(.close)
    }
}

extension VoucherExchange.Step {
    /// The response that was sent or is being sent, as far as it is, and how it ends.
    fileprivate var outgoing: (response: HTTPResponse?, ended: Ended)? {
        switch self {
        case .answered(let response, let ended): (response, ended)
        case .answeredInPart(let fault, _), .holding(let fault, _): (fault.firstPart, .truncated)
        case .silent: (nil, .held)
        case .arrived, .processing, .answering: nil
        }
    }
}
