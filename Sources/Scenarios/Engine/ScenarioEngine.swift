package import Vocabulary

/// Plays a scenario in one sandbox: decides about one message after the other.
///
/// A value without locks or clocks. The same scenario, seed and messages give the same decisions,
/// in whatever order the messages of different transactions arrive. Counters by sandbox, client or
/// terminal depend on the order of arrival.
package struct ScenarioEngine {
    /// The scenario being played.
    package let scenario: Scenario
    /// The seed of all draws.
    package let seed: UInt64

    var rules: [RuleState]
    /// The rule that came closest to the latest message that none decided about.
    private(set) var closestMiss: (mismatch: RuleMismatch, index: Int)?
    private let latencyDraw: RuleDraws
    /// The order of each transaction among those of its client; kept only for draws by order.
    private var orders: [String: TransactionOrder] = [:]

    /// Starts a scenario with all counters at zero.
    package init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        self.seed = seed
        rules = scenario.rules.map { RuleState($0, seed: seed) }
        latencyDraw = RuleDraws(seed: seed, rule: "")
    }

    /// Decides about a message.
    ///
    /// - Parameters:
    ///   - latency: the provider's response time, unless a rule says otherwise.
    package mutating func decide(
        _ facts: borrowing MessageFacts, at time: SandboxTime, latency: Delay = .fixed(.zero)
    ) -> Decision {
        let order = order(of: facts)
        var budget = MatchBudget()
        var givenUpAt: String?
        closestMiss = nil
        for index in rules.indices {
            switch rules[index].turn(on: facts, order, at: time, &budget) {
            case .reply(let reply):
                return decision(of: rules[index], reply, facts, order, latency)
            case .miss(let mismatch):
                guard mismatch.closeness > closestMiss?.mismatch.closeness ?? 0 else { break }
                closestMiss = (mismatch, index)
            }
            guard !budget.isSpent else {
                givenUpAt = rules[index].rule.name
                break
            }
        }
        return Decision(
            rule: nil, outcome: .normal, transmission: Transmission(),
            delay: latencyDraw.delay(latency, for: facts, order, .latency),
            processing: .zero, isDelayedByRule: false, givenUpAt: givenUpAt)
    }

    /// Replays a decision recorded before a restart, so that all counters get the values they had.
    ///
    /// - Parameter name: the rule that decided, nil for none.
    package mutating func replayDecision(
        _ facts: borrowing MessageFacts, at time: SandboxTime, decidedBy name: String?
    ) -> Decision {
        let order = order(of: facts)
        var budget = MatchBudget()
        for index in rules.indices {
            let hasDecided = rules[index].rule.name == name
            let reply = rules[index].replayDecision(
                facts, at: time, hasDecided: hasDecided, &budget)
            guard let reply else { continue }
            return decision(of: rules[index], reply, facts, order, .fixed(.zero))
        }
        return Decision(
            rule: nil, outcome: .normal, transmission: Transmission(), delay: .zero,
            processing: .zero, isDelayedByRule: false)
    }

    /// Returns the results of each rule so far, in the order of the scenario.
    ///
    /// - Parameter isSecret: returns true for names of members and headers whose values must not be
    ///   shown.
    package func tallies(hiding isSecret: (_ name: String) -> Bool) -> [RuleTally] {
        let required = Set(scenario.requiredRuleNames)
        return rules.map { state in
            state.tally(isRequired: required.contains(state.rule.name), hiding: isSecret)
        }
    }

    /// Returns the order of a message's transaction among those of its client; nil unless draws
    /// depend on it.
    private mutating func order(of facts: borrowing MessageFacts) -> UInt64? {
        guard scenario.draw == .byOrder else { return nil }
        return orders[facts.client ?? "", default: TransactionOrder()].add(
            facts.transaction.canonicalID)
    }

    private func decision(
        of state: RuleState, _ reply: Reply, _ facts: borrowing MessageFacts, _ order: UInt64?,
        _ latency: Delay
    ) -> Decision {
        let delay = reply.delay.map { state.delay($0, for: facts, order) }
        var decision = Decision(
            rule: state.rule.name, outcome: reply.outcome, transmission: reply.transmission,
            delay: delay ?? latencyDraw.delay(latency, for: facts, order, .latency),
            processing: reply.processing,
            isDelayedByRule: delay != nil)
        if case .respond(let answer, _) = reply.outcome, answer.hasPlaceholders {
            decision.uuidBits = state.uuidBits(for: facts, order)
        }
        return decision
    }
}

/// The transactions of a client, in the order of their first messages.
private struct TransactionOrder {
    private(set) var places: [String: UInt64] = [:]

    /// Returns the number of a transaction, from 1.
    mutating func add(_ transaction: String) -> UInt64 {
        if let place = places[transaction] { return place }
        let place = UInt64(places.count + 1)
        places[transaction] = place
        return place
    }
}
