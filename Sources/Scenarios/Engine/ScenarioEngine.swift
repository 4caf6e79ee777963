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
        for index in rules.indices {
            guard let reply = rules[index].reply(to: stimulus, at: elapsed) else { continue }
            return verdict(of: rules[index], reply, stimulus, latency)
        }
        return Verdict(
            rule: nil, outcome: .normal, delay: drawn(latency, stimulus), processing: .zero,
            isDelayedByRule: false)
    }

    /// Lets a message pass that was decided about in an earlier life, so that all counters stand
    /// where they stood then.
    ///
    /// - Parameter name: the rule that decided, nil for none.
    public mutating func recall(
        _ stimulus: Stimulus, at elapsed: Timespan, decidedBy name: String?
    ) -> Verdict {
        for index in rules.indices {
            let hasDecided = rules[index].rule.name == name
            let reply = rules[index].recall(stimulus, at: elapsed, hasDecided: hasDecided)
            guard let reply else { continue }
            return verdict(of: rules[index], reply, stimulus, .fixed(.zero))
        }
        return Verdict(
            rule: nil, outcome: .normal, delay: .zero, processing: .zero, isDelayedByRule: false)
    }

    private func verdict(
        of state: RuleState, _ reply: Reply, _ stimulus: Stimulus, _ latency: Delay
    ) -> Verdict {
        let delay = reply.delay.map { state.delay($0, for: stimulus) }
        return Verdict(
            rule: state.rule.name, outcome: reply.outcome,
            delay: delay ?? drawn(latency, stimulus), processing: reply.processing,
            isDelayedByRule: delay != nil)
    }

    private func drawn(_ latency: Delay, _ stimulus: Stimulus) -> Timespan {
        latency.span { latencyDraw.bits(for: stimulus, .latency) }
    }
}
