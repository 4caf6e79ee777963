/// How one rule for tills is to be read, as far as a scenario says so.
public struct DutySetting: Sendable, Equatable {
    /// Whether the rule is not judged at all.
    public var isOff = false
    /// Numbers by name: `retriesMin`, `retriesMax`.
    public var counts: [String: Int] = [:]
    /// Lengths of time by name: `owedWithin`, `spacing`.
    public var spans: [String: Timespan] = [:]
}
