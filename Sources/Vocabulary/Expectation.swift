/// The value that a draw depends on beside the seed and the rule.
package enum DrawOrder: String, Sendable, CaseIterable {
    /// The transaction's id: the same for the same ids, in any order.
    case byID = "by-id"
    /// The order of the transaction among those of its client in the sandbox: the same for tills
    /// that draw their ids at random, as long as each client sends one message after the other.
    case byOrder = "by-order"
}

/// The clock source of a sandbox.
package enum ClockMode: String, Sendable, CaseIterable {
    /// The machine's clock.
    case real
    /// A clock that moves only when told to.
    case manual
}

/// A scenario's expectations of every transaction of the till.
package struct Expectation: Sendable, Equatable {
    /// The ends that a transaction may have; empty if that is left open.
    package var finally: [FinalState] = []
    /// The fewest retries there must be.
    package var retriesMin: Int?
    /// The most retries there may be.
    package var retriesMax: Int?
    /// The id of the provider profile that at least one transaction must be routed to; nil when
    /// any will do.
    package var provider: String?

    /// Whatever is not given is left open.
    package init(
        finally: [FinalState] = [], retriesMin: Int? = nil, retriesMax: Int? = nil,
        provider: String? = nil
    ) {
        self.finally = finally
        self.retriesMin = retriesMin
        self.retriesMax = retriesMax
        self.provider = provider
    }

    /// True if nothing is asked for.
    package var isEmpty: Bool { self == Expectation() }
}

/// The number of a rule's decisions, and the closest miss if it never decided.
package struct RuleTally: Sendable, Equatable {
    /// The rule's name.
    package let name: String
    /// True if a run proves nothing unless the rule decides.
    package let isRequired: Bool
    /// The number of its replies.
    package let replyCount: Int
    /// The number of its replies that were given, counted from the first; nil where they were not
    /// counted.
    package var repliesGiven: Int?
    /// The number of messages that it decided about.
    package var decisionCount: Int
    /// The closest miss, as in "no provision for provider netcare; 1 for ott"; nil once the rule
    /// has decided.
    package var nearMiss: String?

    package init(
        name: String, isRequired: Bool, replyCount: Int, repliesGiven: Int?, decisionCount: Int,
        nearMiss: String?
    ) {
        self.name = name
        self.isRequired = isRequired
        self.replyCount = replyCount
        self.repliesGiven = repliesGiven
        self.decisionCount = decisionCount
        self.nearMiss = nearMiss
    }
}
