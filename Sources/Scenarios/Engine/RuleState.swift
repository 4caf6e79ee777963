import Vocabulary

/// A rule at work: its counters.
struct RuleState {
    /// What is counted by.
    private struct Key: Hashable {
        var client: String?
        var id: String?
    }

    let rule: Rule
    private let draw: Draw
    /// How many messages got past `on`, `when` and `during`; kept only for `every`.
    private var occasions: [Key: Int] = [:]
    /// How many times the rule decided; kept only where there is more than one reply.
    private var decisions: [Key: Int] = [:]
    private var decisionCount = 0
    /// The latest reply that was given to anybody, as an index.
    private var lastTurn = 0
    private var misses = ClosestMisses()

    init(_ rule: Rule, seed: UInt64) {
        self.rule = rule
        draw = Draw(seed: seed, rule: rule.name)
    }

    /// The reply to a message that the rule fits, nil for any other.
    mutating func reply(
        to stimulus: Stimulus, _ order: UInt64?, at elapsed: Timespan,
        _ budget: inout MatchBudget
    ) -> Reply? {
        if let misfit = filterMisfit(stimulus, elapsed, &budget) { return miss(stimulus, misfit) }
        countOccasion(stimulus)
        if let misfit = occasionMisfit(stimulus, order) { return miss(stimulus, misfit) }
        return nextReply(stimulus)
    }

    private mutating func miss(_ stimulus: Stimulus, _ misfit: Misfit) -> Reply? {
        if decisionCount == 0 { misses.note(misfit, rule, stimulus) }
        return nil
    }

    /// The reply that was given to a message before; nil when the rule did not decide then.
    mutating func recall(
        _ stimulus: Stimulus, at elapsed: Timespan, hasDecided: Bool,
        _ budget: inout MatchBudget
    ) -> Reply? {
        // What is masked in a journal may not fit any more, so what has happened counts.
        if !hasDecided, let misfit = filterMisfit(stimulus, elapsed, &budget) {
            return miss(stimulus, misfit)
        }
        countOccasion(stimulus)
        if hasDecided { return nextReply(stimulus) }
        return occasionMisfit(stimulus, nil).flatMap { miss(stimulus, $0) }
    }

    private mutating func countOccasion(_ stimulus: Stimulus) {
        guard rule.every > 1 else { return }
        occasions[key(of: stimulus, by: rule.per ?? .sandbox), default: 0] += 1
    }

    private mutating func nextReply(_ stimulus: Stimulus) -> Reply {
        decisionCount += 1
        guard rule.replies.count > 1 else { return rule.replies[0] }
        let key = key(of: stimulus, by: rule.per ?? .transaction)
        let turn = decisions[key, default: 0]
        decisions[key] = min(turn + 1, rule.replies.count - 1)
        lastTurn = max(lastTurn, turn)
        return rule.replies[turn]
    }

    /// What the rule came to so far.
    func tally(isRequired: Bool, hiding isSecret: (_ name: String) -> Bool) -> RuleTally {
        RuleTally(
            name: rule.name, isRequired: isRequired, replyCount: rule.replies.count,
            repliesGiven: decisionCount == 0 ? 0 : lastTurn + 1, decisionCount: decisionCount,
            nearMiss: decisionCount == 0 ? misses.text(rule, hiding: isSecret) : nil)
    }

    /// How long to wait before a reply.
    func delay(_ delay: Delay, for stimulus: Stimulus, _ order: UInt64?) -> Timespan {
        delay.span { draw.bits(for: stimulus, order, .delay) }
    }

    /// What the UUIDs in an answer are drawn from.
    func uuidBits(for stimulus: Stimulus, _ order: UInt64?) -> UInt64 {
        draw.bits(for: stimulus, order, .uuid)
    }

    /// Why the rule did not fit a message that `reply` was asked about last.
    func misfit(
        _ stimulus: Stimulus, _ order: UInt64?, _ elapsed: Timespan, _ budget: inout MatchBudget
    ) -> Misfit? {
        filterMisfit(stimulus, elapsed, &budget) ?? occasionMisfit(stimulus, order)
    }

    private func filterMisfit(
        _ stimulus: Stimulus, _ elapsed: Timespan, _ budget: inout MatchBudget
    ) -> Misfit? {
        guard rule.on.contains(stimulus.operation) else { return .operation }
        for (index, condition) in rule.conditions.enumerated() {
            let holds = condition.holds(for: stimulus, &budget)
            // Not even of `not` is it known then.
            guard !budget.isSpent else { return .steps }
            guard holds else { return .condition(index) }
        }
        if let window = rule.during, !window.contains(elapsed) { return .window }
        return nil
    }

    private func occasionMisfit(_ stimulus: Stimulus, _ order: UInt64?) -> Misfit? {
        if rule.every > 1 {
            let count = occasions[key(of: stimulus, by: rule.per ?? .sandbox), default: 0]
            guard count % rule.every == 0 else { return .occasion(count) }
        }
        if let chance = rule.chance, !chance.includes(draw.bits(for: stimulus, order, .chance)) {
            return .chance
        }
        return nil
    }

    private func key(of stimulus: Stimulus, by scope: Rule.Scope) -> Key {
        switch scope {
        case .transaction:
            Key(client: stimulus.client, id: stimulus.transaction.canonicalID)
        case .sandbox: Key()
        case .client: Key(client: stimulus.client)
        case .terminal: Key(id: stimulus.terminal)
        }
    }
}

extension Condition {
    /// Whether it holds for a message. Conditions stand in each other as deep as values may.
    ///
    /// - Parameter budget: when it is spent, the answer means nothing.
    fileprivate func holds(for stimulus: Stimulus, _ budget: inout MatchBudget) -> Bool {
        guard !budget.isSpent else { return false }
        switch self {
        case .member(let subject, let matcher):
            budget.take(for: subject, in: stimulus)
            guard !budget.isSpent else { return false }
            return matcher.matches(stimulus.member(at: subject), &budget)
        case .any(let branches):
            return branches.contains { $0.allSatisfy { $0.holds(for: stimulus, &budget) } }
        case .not(let conditions):
            return !conditions.allSatisfy { $0.holds(for: stimulus, &budget) }
        }
    }
}

extension Matcher {
    /// Whether a member, nil when it is not there, is as asked for.
    fileprivate func matches(
        _ member: Stimulus.Member?, _ budget: inout MatchBudget
    ) -> Bool {
        guard let member else { return present == false }
        if present == false { return false }
        guard case .text(let text) = member else { return asksOnlyForPresence }
        if let oneOf {
            budget.take(for: text, among: oneOf)
            guard oneOf.contains(text) else { return false }
        }
        if min != nil || max != nil {
            guard let number = Int64(text), number >= min ?? .min, number <= max ?? .max else {
                return false
            }
        }
        return pattern?.matches(text, &budget) ?? true
    }

    private var asksOnlyForPresence: Bool {
        oneOf == nil && min == nil && max == nil && pattern == nil
    }
}
