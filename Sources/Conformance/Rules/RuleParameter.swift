/// A number of a rule, which a scenario may set under `judge:`.
public struct RuleParameter: Sendable, Hashable {
    /// What the number counts.
    public enum Unit: Sendable {
        /// How often.
        case count
        /// Milliseconds; written with a unit, as in `100ms`.
        case duration
    }

    /// As written under `judge:`.
    public let name: String
    /// What the number counts.
    public let unit: Unit
    /// The value without a scenario's word.
    public let standard: Int64
    /// What it is for, in a clause.
    public let meaning: String

    static let owedWithin = RuleParameter(
        name: "owedWithin", unit: .duration, standard: 30_000,
        meaning: "how long, on the sandbox clock, what is owed may still come")

    static let retriesMin = RuleParameter(
        name: "retriesMin", unit: .count, standard: 1,
        meaning: "the fewest retries before a reversal")

    static let retriesMax = RuleParameter(
        name: "retriesMax", unit: .count, standard: 3,
        meaning: "the most retries of a provision; the till's business rules may allow more")

    static let spacing = RuleParameter(
        name: "spacing", unit: .duration, standard: 100,
        meaning: "the least time from the end of an attempt to the arrival of the next")

    /// The standard value as it would be written in a scenario.
    public var standardText: String {
        switch unit {
        case .count: String(standard)
        case .duration:
            standard % 1000 == 0 ? "\(standard / 1000)s" : "\(standard)ms"
        }
    }

    /// A value as written in a scenario; nil if it does not fit the unit.
    func value(_ text: String) -> Int64? {
        switch unit {
        case .count:
            return text.utf8.allSatisfy(Self.isDigit) ? Int64(text) : nil
        case .duration:
            let number = text.prefix { $0.utf8.allSatisfy(Self.isDigit) || $0 == "." }
            guard let amount = Double(number),
                let scale = Self.milliseconds[String(text[number.endIndex...])],
                amount * scale < 1e15
            else { return nil }
            return Int64(amount * scale)
        }
    }

    private static let milliseconds: [String: Double] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
