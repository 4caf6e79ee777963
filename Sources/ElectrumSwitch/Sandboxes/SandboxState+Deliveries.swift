import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// Deliveries to providers by store-and-forward.
extension SandboxState {
    /// Queues an advice for the provider, unless it has been told already: in single messaging the
    /// switch may have advised it before the till did.
    mutating func forward(
        _ entry: StoreAndForward.Entry, to profile: ProviderProfile, at elapsed: Int64
    ) {
        if ledger.isSingleMessaging {
            guard !isTold(entry) else { return }
            let opposite: Operation =
                entry.operation == .deliverConfirm ? .deliverReverse : .deliverConfirm
            queue.withdraw(opposite, ofSwitchAbout: entry.key, at: elapsed)
        }
        queue.append(entry, for: profile.id, window: profile.delivery.window)
    }

    private func isTold(_ entry: StoreAndForward.Entry) -> Bool {
        if queue.holds(entry.operation, ofSwitchAbout: entry.key) { return true }
        guard let told = entry.providerState(isRefused: false) else { return false }
        return ledger[entry.key]?.providerState == told
    }

    mutating func deliver(
        _ entry: StoreAndForward.Entry, to provider: String, at elapsed: Int64
    ) {
        var entry = entry
        entry.attempts += 1
        let request = entry.request ?? request(of: entry.key, entry.advice.kind)
        entry.request = request
        let facts = MessageFacts(entry, provider: provider, request: request)
        let decision = engine.decide(facts, at: Timespan(nanoseconds: elapsed))

        var record = record(of: entry.operation, at: elapsed)
        record.transaction = entry.transaction
        record.attempt = entry.attempts
        record.provider = provider
        record.rule = decision.rule
        record.fault = RecordedFault(decision)
        journal.append(record)

        let delivery = StoreAndForward.DeliveryAttempt(
            seq: record.seq, isProcessed: decision.outcome.isProcessed,
            status: decision.deliveryStatus,
            response: decision.outcome.errorAnswer.map {
                ErrorDetail($0, id: nil, originalId: entry.transaction)
                    .response(naming: providerErrorName).body
            } ?? [])
        entry.nextAt = elapsed.saturatingSum(decision.delay.nanoseconds)
        entry.underway = delivery
        queue.update(provider, entry)
        if decision.delay == .zero { answer(delivery, to: entry, of: provider, at: elapsed) }
    }

    mutating func answer(
        _ delivery: StoreAndForward.DeliveryAttempt, to entry: StoreAndForward.Entry,
        of provider: String, at elapsed: Int64
    ) {
        settle(delivery, of: entry, to: provider, at: elapsed)
        let state = transactionState(of: entry.key, entry.advice.kind)
        finish(delivery.seq, at: elapsed) { record in
            record.processed = delivery.isProcessed
            record.status = delivery.status
            record.response = .received(delivery.response)
            record.ended = delivery.status == nil ? .closed : .sent
            record.state = state
        }
    }

    /// Completes a delivery. Any answer of the provider removes the advice from the queue; without
    /// an answer it is delivered again later.
    mutating func settle(
        _ delivery: StoreAndForward.DeliveryAttempt, of entry: StoreAndForward.Entry,
        to provider: String, at elapsed: Int64
    ) {
        if delivery.isProcessed || delivery.isRefused,
            let state = entry.providerState(isRefused: delivery.isRefused)
        {
            ledger.deliver(state, to: entry.key)
        }
        guard delivery.status == nil else {
            return queue.remove(entry, of: provider, at: elapsed)
        }
        let interval = (providers.profiles[provider] ?? .default).delivery.interval
        var entry = entry
        entry.underway = nil
        entry.nextAt = elapsed.saturatingSum(
            max(interval.nanoseconds, Self.deliveryIntervalMinNs))
        queue.update(provider, entry)
    }

    /// The shortest interval between deliveries, so that a profile with an interval of zero does
    /// not deliver forever in one moment.
    private static let deliveryIntervalMinNs: Int64 = 1_000_000
}

extension SandboxState {
    /// Plans the switch's own advice after the provider has processed a request: a confirmation if
    /// it can be answered, a reversal if not.
    mutating func noteOwnAdvice(
        of inFlight: InFlightMessage, _ upstream: Upstream, _ outcome: LedgerOutcome,
        at elapsed: Int64
    ) {
        guard engine.scenario.hasSwitchAdvices, inFlight.profile.hasSwitchAdvices,
            inFlight.operation.role == .request || inFlight.operation.role == .retry,
            let confirm = inFlight.operation.counterpart(.confirmation),
            let reverse = inFlight.operation.counterpart(.reversal)
        else { return }
        let isApproved = outcome.isApproval
        guard isApproved || (!outcome.isRefusal && upstream == .fails(issued: true)) else {
            return
        }
        if isApproved {
            queue.withdraw(.deliverReverse, ofSwitchAbout: inFlight.subject.key, at: elapsed)
        }
        ownAdvices[inFlight.seq] = OwnAdvice(
            key: inFlight.subject.key, transaction: inFlight.subject.transaction ?? "",
            profile: inFlight.profile, whenAnswered: isApproved ? confirm : reverse,
            otherwise: inFlight.decision.isLostOnTheWay && isApproved ? confirm : reverse)
    }

    /// Sends the switch's own advice once a message has ended.
    mutating func giveOwnAdvice(after record: RecordedMessage, at elapsed: Int64) {
        guard let own = ownAdvices.removeValue(forKey: record.seq) else { return }
        let advice = record.ended == .clientLeft ? own.otherwise : own.whenAnswered
        guard let delivery = advice.delivery, own.profile.advices.isForwarded(delivery) else {
            return
        }
        let entry = StoreAndForward.Entry(
            operation: delivery, advice: advice, isOfSwitch: true, key: own.key,
            transaction: own.transaction, nextAt: elapsed)
        forward(entry, to: own.profile, at: elapsed)
    }
}

extension Decision {
    /// True if an answer is sent, as far as the switch knows, but the till cannot read it.
    fileprivate var isLostOnTheWay: Bool {
        if case .lost(.reply, _) = outcome { true } else { transmission.garbled != nil }
    }
}
