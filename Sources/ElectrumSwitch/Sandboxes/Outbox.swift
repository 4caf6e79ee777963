import HTTPMessages
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// Store-and-forward: the advices that the switch delivers to providers until they respond
/// (contract.md section 5.5). Those of tills are passed on; for tills with single messaging the
/// switch sends its own (section 5.1).
struct Outbox {
    /// An advice that the switch itself will send once a message is answered.
    private struct OwnAdvice {
        let key: TransactionKey
        let transaction: String
        let profile: ProviderProfile
        /// The advice to send once the till has its answer, and the one to send if the till did not
        /// wait for it.
        let whenAnswered: Operation
        let otherwise: Operation
    }

    private(set) var queues = DeliveryQueues()
    /// The switch's own advices, by the numbers of the messages' records.
    private var ownAdvices: [Int: OwnAdvice] = [:]

    /// The time of the next event; nil if nothing waits.
    var nextDue: SandboxTime? { queues.nextDue }

    /// True if the switch will send an advice of its own.
    var hasOwnAdvices: Bool { !ownAdvices.isEmpty }

    // MARK: Posting

    /// Queues an advice of the till that is news, if the provider is to have it.
    mutating func post(
        _ inFlight: InFlightMessage, in core: inout SandboxCore, at time: SandboxTime
    ) {
        let (message, advices) = (inFlight.message, inFlight.profile.advices)
        guard let delivery = inFlight.operation.delivery, advices.isForwarded(delivery) else {
            return
        }
        let advice = QueuedAdvice(
            operation: delivery, advice: inFlight.operation, key: message.key,
            transaction: message.requestID ?? "", nextAt: time)
        post(advice, to: inFlight.profile, in: &core, at: time)
    }

    /// Queues an advice for the provider, unless it has been told already: in single messaging the
    /// switch may have advised it before the till did.
    private mutating func post(
        _ advice: QueuedAdvice, to profile: ProviderProfile, in core: inout SandboxCore,
        at time: SandboxTime
    ) {
        if core.ledger.isSingleMessaging {
            guard !isTold(advice, in: &core) else { return }
            let opposite: Operation =
                advice.operation == .deliverConfirm ? .deliverReverse : .deliverConfirm
            queues.withdraw(opposite, ofSwitchAbout: advice.key, at: time)
        }
        queues.append(advice, for: profile.id, window: profile.delivery.window)
    }

    private func isTold(_ advice: QueuedAdvice, in core: inout SandboxCore) -> Bool {
        if queues.holds(advice.operation, ofSwitchAbout: advice.key) { return true }
        guard let told = advice.providerState(isRefused: false) else { return false }
        return core.ledger[advice.key]?.providerState == told
    }

    /// Plans the switch's own advice after the provider has processed a request: a confirmation if
    /// it can be answered, a reversal if not.
    mutating func planOwnAdvice(
        on inFlight: InFlightMessage, _ upstream: Upstream, _ outcome: LedgerOutcome,
        in core: inout SandboxCore, at time: SandboxTime
    ) {
        let operation = inFlight.operation
        guard core.engine.scenario.hasSwitchAdvices, inFlight.profile.hasSwitchAdvices,
            operation.role == .request || operation.role == .retry,
            let confirm = operation.counterpart(.confirmation),
            let reverse = operation.counterpart(.reversal)
        else { return }
        let isApproved = outcome.isApproval
        guard isApproved || (!outcome.isRefusal && upstream == .fails(issued: true)) else {
            return
        }
        if isApproved {
            queues.withdraw(.deliverReverse, ofSwitchAbout: inFlight.subject.key, at: time)
        }
        ownAdvices[inFlight.seq] = OwnAdvice(
            key: inFlight.subject.key, transaction: inFlight.subject.transaction ?? "",
            profile: inFlight.profile, whenAnswered: isApproved ? confirm : reverse,
            otherwise: inFlight.decision.isLostOnTheWay && isApproved ? confirm : reverse)
    }

    /// Sends the switch's own advice once a message has ended.
    mutating func sendOwnAdvice(
        after record: RecordedMessage, in core: inout SandboxCore, at time: SandboxTime
    ) {
        guard let own = ownAdvices.removeValue(forKey: record.seq) else { return }
        let advice = record.ended == .clientLeft ? own.otherwise : own.whenAnswered
        // The exchange may end after the till's reversal, which a confirmation must not undo.
        let isOverruled =
            advice.role == .confirmation && core.ledger.state(of: own.key) == .reversed
        guard !isOverruled, let delivery = advice.delivery,
            own.profile.advices.isForwarded(delivery)
        else { return }
        let queued = QueuedAdvice(
            operation: delivery, advice: advice, isOfSwitch: true, key: own.key,
            transaction: own.transaction, nextAt: time)
        post(queued, to: own.profile, in: &core, at: time)
    }

    // MARK: Deliveries

    /// Begins the delivery that is due at a time, or takes its answer.
    mutating func serve(dueAt time: SandboxTime, in core: inout SandboxCore) {
        guard let (provider, advice) = queues.due(at: time) else { return }
        if let delivery = advice.underway {
            answer(delivery, to: advice, of: provider, in: &core, at: time)
        } else {
            deliver(advice, to: provider, in: &core, at: time)
        }
    }

    private mutating func deliver(
        _ advice: QueuedAdvice, to provider: String, in core: inout SandboxCore,
        at time: SandboxTime
    ) {
        var advice = advice
        advice.attempts += 1
        let request = advice.request ?? core.request(of: advice.key, advice.advice.kind)
        advice.request = request
        let facts = MessageFacts(advice, provider: provider, request: request)
        let decision = core.engine.decide(facts, at: time)

        var record = core.record(of: advice.operation, at: time)
        record.transaction = advice.transaction
        record.attempt = advice.attempts
        record.provider = provider
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        core.journal.append(record, of: advice.key.client)

        let delivery = DeliveryAttempt(
            seq: record.seq, isProcessed: decision.outcome.isProcessed,
            status: decision.deliveryStatus,
            response: decision.outcome.errorAnswer.map {
                ErrorDetail($0, id: nil, originalId: advice.transaction)
                    .response(naming: core.providerErrorName).body
            } ?? [])
        advice.nextAt = time.advanced(by: decision.delay)
        advice.underway = delivery
        queues.update(provider, advice)
        if decision.delay == .zero {
            answer(delivery, to: advice, of: provider, in: &core, at: time)
        }
    }

    private mutating func answer(
        _ delivery: DeliveryAttempt, to advice: QueuedAdvice, of provider: String,
        in core: inout SandboxCore, at time: SandboxTime
    ) {
        settle(delivery, of: advice, to: provider, in: &core, at: time)
        let state = core.transactionState(of: advice.key, advice.advice.kind)
        core.finish(delivery.seq, at: time) { record in
            record.processed = delivery.isProcessed
            record.status = delivery.status
            record.response = .received(delivery.response)
            record.ended = delivery.status == nil ? .closed : .sent
            record.state = state
        }
    }

    /// Completes a delivery. Any answer of the provider removes the advice from the queue; without
    /// an answer it is delivered again later.
    private mutating func settle(
        _ delivery: DeliveryAttempt, of advice: QueuedAdvice, to provider: String,
        in core: inout SandboxCore, at time: SandboxTime
    ) {
        if delivery.isProcessed || delivery.isRefused,
            let state = advice.providerState(isRefused: delivery.isRefused)
        {
            core.ledger.deliver(state, to: advice.key)
        }
        guard delivery.status == nil else {
            return queues.remove(advice, of: provider, at: time)
        }
        let interval = (core.providers.profiles[provider] ?? .default).delivery.interval
        var advice = advice
        advice.underway = nil
        advice.nextAt = time.advanced(by: max(interval, Self.intervalMin))
        queues.update(provider, advice)
    }

    /// The shortest interval between deliveries, so that a profile with an interval of zero does
    /// not deliver forever in one moment.
    private static let intervalMin = Duration.milliseconds(1)

    // MARK: Ends

    /// Ends the deliveries that no provider has answered: their sandbox ends.
    func abandon(in core: inout SandboxCore, at time: SandboxTime) {
        for delivery in queues.underway {
            core.finish(delivery.seq, at: time) { $0.ended = .closed }
        }
    }

    /// Resumes deliveries after a time without any.
    mutating func resume(at time: SandboxTime) {
        queues.resume(at: time)
    }

    /// Removes the advices of a client.
    mutating func forget(client: String, at time: SandboxTime) {
        queues.forget(client: client, at: time)
        ownAdvices = ownAdvices.filter { $0.value.key.client != client }
    }

    // MARK: Replay

    /// Returns the advice that a recorded delivery is about.
    func advice(deliveredBy record: RecordedMessage) -> QueuedAdvice? {
        record.provider.flatMap { provider in
            queues.advice(of: provider) {
                $0.operation == record.operation && $0.transaction == record.transaction
                    && $0.underway == nil
            }
        }
    }

    /// Begins a recorded delivery.
    mutating func replayBegin(
        of record: RecordedMessage, in core: inout SandboxCore, at time: SandboxTime
    ) {
        guard let provider = record.provider, var advice = advice(deliveredBy: record) else {
            return
        }
        advice.attempts = record.attempt ?? advice.attempts + 1
        advice.underway = DeliveryAttempt(seq: record.seq, isProcessed: false, status: nil)
        queues.update(provider, advice)
        let request = core.request(of: advice.key, advice.advice.kind)
        _ = core.engine.replayDecision(
            MessageFacts(advice, provider: provider, request: request),
            at: time, decidedBy: record.rule)
    }

    /// Completes a recorded delivery.
    mutating func replayEnd(
        of record: RecordedMessage, in core: inout SandboxCore, at time: SandboxTime
    ) {
        guard let provider = record.provider,
            let advice = queues.advice(of: provider, where: { $0.underway?.seq == record.seq })
        else { return }
        let delivery = DeliveryAttempt(
            seq: record.seq, isProcessed: record.processed, status: record.status)
        settle(delivery, of: advice, to: provider, in: &core, at: time)
    }
}

extension Decision {
    /// True if an answer is sent, as far as the switch knows, but the till cannot read it.
    fileprivate var isLostOnTheWay: Bool {
        if case .lost(.reply, _) = outcome { true } else { transmission.garbled != nil }
    }

    /// The status of a provider's answer to a delivery; nil for no readable answer.
    fileprivate var deliveryStatus: Int? {
        guard transmission.garbled == nil else { return nil }
        return switch outcome {
        case .normal, .lost(.reply, .stale): 202
        case .decline(let answer), .error(let answer, _): answer.status
        case .respond(let answer, _): answer.status
        case .lost, .replaced, .tls: nil
        }
    }
}

extension ProviderProfile.Advices {
    /// Returns true if the switch passes on what a delivery carries.
    fileprivate func isForwarded(_ delivery: Operation) -> Bool {
        (delivery == .deliverConfirm ? confirm : reverse) == .forwarded
    }
}
