import Vocabulary

/// A scenario at work in one sandbox: decides about one message after the other.
///
/// A value without locks or clocks. The same scenario, seed and messages bring the same verdicts,
/// in whatever order the messages of different transactions arrive. What is counted by sandbox,
/// client or terminal goes by the order of arrival.
public struct ScenarioEngine {
    /// What is played.
    public let scenario: Scenario
    /// What all draws depend on.
    public let seed: UInt64

    private(set) var rules: [RuleState]
    private let latencyDraw: Draw
    /// Which of its client's transactions each is; kept only for draws by order.
    private var orders: [String: TransactionOrder] = [:]

    /// Starts a scenario with all counters at nought.
    public init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        self.seed = seed
        rules = scenario.rules.map { RuleState($0, seed: seed) }
        latencyDraw = Draw(seed: seed, rule: "")
    }

    /// Decides about a message.
    /// - Parameters:
    ///   - elapsed: the time since the sandbox began, on its clock.
    ///   - latency: how long the provider takes when no rule says otherwise.
    public mutating func decide(
        _ stimulus: Stimulus, at elapsed: Timespan, latency: Delay = .fixed(.zero)
    ) -> Verdict {
        let order = order(of: stimulus)
        var budget = MatchBudget()
        var givenUpAt: String?
        for index in rules.indices {
            let reply = rules[index].reply(to: stimulus, order, at: elapsed, &budget)
            if let reply { return verdict(of: rules[index], reply, stimulus, order, latency) }
            guard !budget.isSpent else {
                givenUpAt = rules[index].rule.name
                break
            }
        }
        return Verdict(
            rule: nil, outcome: .normal, transmission: Transmission(),
            delay: drawn(latency, stimulus, order),
            processing: .zero, isDelayedByRule: false, givenUpAt: givenUpAt)
    }

    /// Lets a message pass that was decided about in an earlier life, so that all counters stand
    /// where they stood then.
    ///
    /// - Parameter name: the rule that decided, nil for none.
    public mutating func recall(
        _ stimulus: Stimulus, at elapsed: Timespan, decidedBy name: String?
    ) -> Verdict {
        let order = order(of: stimulus)
        var budget = MatchBudget()
        for index in rules.indices {
            let hasDecided = rules[index].rule.name == name
            let reply = rules[index].recall(
                stimulus, at: elapsed, hasDecided: hasDecided, &budget)
            guard let reply else { continue }
            return verdict(of: rules[index], reply, stimulus, order, .fixed(.zero))
        }
        return Verdict(
            rule: nil, outcome: .normal, transmission: Transmission(), delay: .zero,
            processing: .zero, isDelayedByRule: false)
    }

    /// What each rule came to so far, in the order of the scenario.
    ///
    /// - Parameter isSecret: whether what a member or header of that name says is not to be told.
    public func tallies(hiding isSecret: (_ name: String) -> Bool) -> [RuleTally] {
        let required = Set(scenario.requiredRuleNames)
        return rules.map { state in
            state.tally(isRequired: required.contains(state.rule.name), hiding: isSecret)
        }
    }

    /// Which of its client's transactions a message is about; nil where that decides nothing.
    private mutating func order(of stimulus: Stimulus) -> UInt64? {
        guard scenario.draw == .byOrder else { return nil }
        return orders[stimulus.client ?? "", default: TransactionOrder()].add(
            stimulus.transaction.canonicalID)
    }

    /// The same for a message that was decided about before.
    func knownOrder(of stimulus: Stimulus) -> UInt64? {
        guard scenario.draw == .byOrder else { return nil }
        return orders[stimulus.client ?? ""]?.places[stimulus.transaction.canonicalID]
    }

    private func verdict(
        of state: RuleState, _ reply: Reply, _ stimulus: Stimulus, _ order: UInt64?,
        _ latency: Delay
    ) -> Verdict {
        let delay = reply.delay.map { state.delay($0, for: stimulus, order) }
        var verdict = Verdict(
            rule: state.rule.name, outcome: reply.outcome, transmission: reply.transmission,
            delay: delay ?? drawn(latency, stimulus, order), processing: reply.processing,
            isDelayedByRule: delay != nil)
        if case .respond(let answer, _) = reply.outcome, answer.hasPlaceholders {
            verdict.uuidBits = state.uuidBits(for: stimulus, order)
        }
        return verdict
    }

    private func drawn(_ latency: Delay, _ stimulus: Stimulus, _ order: UInt64?) -> Timespan {
        latency.span { latencyDraw.bits(for: stimulus, order, .latency) }
    }
}

/// The transactions of a client, in the order of their first messages.
private struct TransactionOrder {
    private(set) var places: [String: UInt64] = [:]

    /// The place of a transaction, from 1.
    mutating func add(_ transaction: String) -> UInt64 {
        if let place = places[transaction] { return place }
        let place = UInt64(places.count + 1)
        places[transaction] = place
        return place
    }
}
