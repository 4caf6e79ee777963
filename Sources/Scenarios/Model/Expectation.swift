/// What a scenario expects every transaction of the till to end in.
public struct Expectation: Sendable, Equatable {
    /// How a transaction may end (flows.md, "How the rules are read").
    public enum Ending: String, Sendable, CaseIterable {
        case confirmed, reversed, provisioned, declined
    }

    /// How a transaction ends; nil when that is left open.
    public var finally: Ending?
    /// The fewest retries there must be.
    public var retriesMin: Int?
    /// The most retries there may be.
    public var retriesMax: Int?
    /// The id of the provider profile that at least one transaction must be routed to; nil when
    /// any will do.
    public var provider: String?
}
