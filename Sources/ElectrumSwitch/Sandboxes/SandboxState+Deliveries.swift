import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// What the switch tells providers, by store-and-forward.
extension SandboxState {
    /// Puts an advice into the provider's queue, unless the provider has been told already: in
    /// single messaging the switch may have advised it before the till did.
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
        let stimulus = Stimulus(entry, provider: provider, request: request)
        let verdict = engine.decide(stimulus, at: Timespan(nanoseconds: elapsed))

        var record = record(of: entry.operation, at: elapsed)
        record.transaction = entry.transaction
        record.attempt = entry.attempts
        record.provider = provider
        record.rule = verdict.rule
        record.fault = verdict.fault
        record.garbled = verdict.garbled
        journal.append(record)

        let delivery = StoreAndForward.Delivery(
            seq: record.seq, isProcessed: verdict.outcome.isProcessed,
            status: verdict.deliveryStatus,
            response: verdict.outcome.errorAnswer.map {
                ErrorDetail($0, id: nil, originalId: entry.transaction)
                    .response(naming: providerErrorName).body
            } ?? [])
        entry.nextAt = elapsed.saturatingSum(verdict.delay.nanoseconds)
        entry.underway = delivery
        queue.update(provider, entry)
        if verdict.delay == .zero { answer(delivery, to: entry, of: provider, at: elapsed) }
    }

    mutating func answer(
        _ delivery: StoreAndForward.Delivery, to entry: StoreAndForward.Entry,
        of provider: String, at elapsed: Int64
    ) {
        settle(delivery, of: entry, to: provider, at: elapsed)
        let state = transactionState(of: entry.key, entry.advice.kind)
        finish(delivery.seq, at: elapsed) { record in
            record.processed = delivery.isProcessed
            record.status = delivery.status
            record.response = delivery.response
            record.ended = delivery.status == nil ? .closed : .sent
            record.state = state
        }
    }

    /// A delivery has come to its end. Whatever the provider answers, the advice leaves the queue;
    /// if it does not answer, the advice is tried again later.
    mutating func settle(
        _ delivery: StoreAndForward.Delivery, of entry: StoreAndForward.Entry,
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

    /// So that a profile with an interval of nothing does not deliver for ever in one moment.
    private static let deliveryIntervalMinNs: Int64 = 1_000_000
}

extension SandboxState {
    /// The provider has dealt with a request: the switch confirms what it can answer, and reverses
    /// what it cannot.
    mutating func noteOwnAdvice(
        of passage: Passage, _ upstream: Upstream, _ outcome: LedgerOutcome, at elapsed: Int64
    ) {
        guard engine.scenario.hasSwitchAdvices, passage.profile.hasSwitchAdvices,
            passage.operation.role == .request || passage.operation.role == .retry,
            let confirm = passage.operation.counterpart(.confirmation),
            let reverse = passage.operation.counterpart(.reversal)
        else { return }
        let isApproved = outcome.isApproval
        guard isApproved || (!outcome.isRefusal && upstream == .fails(issued: true)) else {
            return
        }
        if isApproved {
            queue.withdraw(.deliverReverse, ofSwitchAbout: passage.subject.key, at: elapsed)
        }
        ownAdvices[passage.seq] = OwnAdvice(
            key: passage.subject.key, transaction: passage.subject.transaction ?? "",
            profile: passage.profile, whenAnswered: isApproved ? confirm : reverse,
            otherwise: passage.verdict.isLostOnTheWay && isApproved ? confirm : reverse)
    }

    /// A message has come to its end.
    mutating func giveOwnAdvice(after record: JournalRecord, at elapsed: Int64) {
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

extension Verdict {
    /// Whether an answer goes out, as far as the switch knows, though the till cannot read it.
    fileprivate var isLostOnTheWay: Bool {
        if case .lost(.reply, _) = outcome { true } else { transmission.garbled != nil }
    }
}
