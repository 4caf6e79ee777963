import Vocabulary

/// A rule with its counters.
struct RuleState {
    /// The key of a counter.
    private struct CounterKey: Hashable {
        var client: String?
        var id: String?
    }

    let rule: Rule
    private let draw: RuleDraws
    /// The number of messages that passed `on`, `when` and `during`; kept only for `every`.
    private var occurrences: [CounterKey: Int] = [:]
    /// The number of decisions of the rule; kept only where there is more than one reply.
    private var decisions: [CounterKey: Int] = [:]
    private var decisionCount = 0
    /// The index of the latest reply given.
    private var lastTurn = 0
    private var misses = ClosestMisses()
    /// The conditions in words, as far as they were asked for.
    private var conditionWords: [Int: String] = [:]

    /// The answer of a rule to a message.
    enum Turn {
        case reply(Reply)
        /// It does not match.
        case miss(RuleMismatch)
    }

    init(_ rule: Rule, seed: UInt64) {
        self.rule = rule
        draw = RuleDraws(seed: seed, rule: rule.name)
    }

    /// Returns the reply to a message that the rule matches, or why it does not.
    mutating func turn(
        on facts: borrowing MessageFacts, _ order: UInt64?, at time: SandboxTime,
        _ budget: inout MatchBudget
    ) -> Turn {
        if let mismatch = filterMismatch(facts, time, &budget) { return miss(facts, mismatch) }
        countOccurrence(facts)
        if let mismatch = occurrenceMismatch(facts, order) { return miss(facts, mismatch) }
        return .reply(nextReply(facts))
    }

    private mutating func miss(_ facts: borrowing MessageFacts, _ mismatch: RuleMismatch) -> Turn {
        if decisionCount == 0 { misses.note(mismatch, rule, facts) }
        return .miss(mismatch)
    }

    /// Returns the reply that a recorded message was given; nil if the rule did not decide then.
    mutating func replayDecision(
        _ facts: borrowing MessageFacts, at time: SandboxTime, hasDecided: Bool,
        _ budget: inout MatchBudget
    ) -> Reply? {
        // A masked value may no longer match, so the recorded decision counts.
        if !hasDecided, let mismatch = filterMismatch(facts, time, &budget) {
            _ = miss(facts, mismatch)
            return nil
        }
        countOccurrence(facts)
        if hasDecided { return nextReply(facts) }
        if let mismatch = occurrenceMismatch(facts, nil) { _ = miss(facts, mismatch) }
        return nil
    }

    private mutating func countOccurrence(_ facts: borrowing MessageFacts) {
        guard rule.every > 1 else { return }
        occurrences[key(of: facts, by: rule.per ?? .sandbox), default: 0] += 1
    }

    private mutating func nextReply(_ facts: borrowing MessageFacts) -> Reply {
        decisionCount += 1
        guard rule.replies.count > 1 else { return rule.replies[0] }
        let key = key(of: facts, by: rule.per ?? .transaction)
        let turn = decisions[key, default: 0]
        decisions[key] = min(turn + 1, rule.replies.count - 1)
        lastTurn = max(lastTurn, turn)
        return rule.replies[turn]
    }

    /// Returns the results of the rule so far.
    func tally(isRequired: Bool, hiding isSecret: (_ name: String) -> Bool) -> RuleTally {
        RuleTally(
            name: rule.name, isRequired: isRequired, replyCount: rule.replies.count,
            repliesGiven: decisionCount == 0 ? 0 : lastTurn + 1, decisionCount: decisionCount,
            nearMiss: decisionCount == 0 ? misses.text(rule, hiding: isSecret) : nil)
    }

    /// Returns the delay before a reply.
    func delay(_ delay: Delay, for facts: borrowing MessageFacts, _ order: UInt64?) -> Duration {
        draw.delay(delay, for: facts, order, .delay)
    }

    /// Returns the bits from which the UUIDs in an answer are drawn.
    func uuidBits(for facts: borrowing MessageFacts, _ order: UInt64?) -> UInt64 {
        draw.bits(for: facts, order, .uuid)
    }

    /// Returns a condition in words.
    mutating func words(ofCondition index: Int) -> String {
        if let words = conditionWords[index] { return words }
        let words = rule.conditions[index].description
        conditionWords[index] = words
        return words
    }

    private func filterMismatch(
        _ facts: borrowing MessageFacts, _ time: SandboxTime, _ budget: inout MatchBudget
    ) -> RuleMismatch? {
        guard rule.on.contains(facts.operation) else { return .operation }
        for (index, condition) in rule.conditions.enumerated() {
            let holds = condition.holds(for: facts, &budget)
            // Not even of `not` is it known then.
            guard !budget.isSpent else { return .steps }
            guard holds else { return .condition(index) }
        }
        if let window = rule.during, !window.contains(time) { return .window }
        return nil
    }

    private func occurrenceMismatch(
        _ facts: borrowing MessageFacts, _ order: UInt64?
    ) -> RuleMismatch? {
        if rule.every > 1 {
            let count = occurrences[key(of: facts, by: rule.per ?? .sandbox), default: 0]
            guard count % rule.every == 0 else { return .occurrence(count) }
        }
        if let chance = rule.chance, !chance.includes(draw.bits(for: facts, order, .chance)) {
            return .chance
        }
        return nil
    }

    private func key(of facts: borrowing MessageFacts, by scope: Rule.Scope) -> CounterKey {
        switch scope {
        case .transaction:
            CounterKey(client: facts.client, id: facts.transaction.canonicalID)
        case .sandbox: CounterKey()
        case .client: CounterKey(client: facts.client)
        case .terminal: CounterKey(id: facts.terminal)
        }
    }
}

extension Condition {
    /// Returns true if it holds for a message. Conditions stand in each other as deep as values
    /// may. - Parameter budget: when it is spent, the answer means nothing.
    fileprivate func holds(for facts: borrowing MessageFacts, _ budget: inout MatchBudget) -> Bool {
        guard !budget.isSpent else { return false }
        switch self {
        case .member(let subject, let matcher):
            budget.take(for: subject, in: facts)
            guard !budget.isSpent else { return false }
            return matcher.matches(facts.member(at: subject), &budget)
        case .any(let branches):
            return branches.contains { $0.allSatisfy { $0.holds(for: facts, &budget) } }
        case .not(let conditions):
            return !conditions.allSatisfy { $0.holds(for: facts, &budget) }
        }
    }
}

extension Matcher {
    /// Returns true if a member, nil if absent, meets the requirements.
    fileprivate func matches(
        _ member: MessageFacts.Member?, _ budget: inout MatchBudget
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

/// The reason why a rule did not match a message: the first condition that failed.
enum RuleMismatch {
    case operation
    /// The condition at that index.
    case condition(Int)
    case window
    case occurrence(Int)
    case chance
    /// To find out took more than a message may.
    case steps
}
