/// A number of a rule for tills, which a scenario may set under `judge:`.
package struct JudgeParameter: Sendable, Hashable {
    package enum Unit: Sendable {
        /// A number of occurrences.
        case count
        /// Milliseconds; written with a unit, as in `100ms`.
        case duration
    }

    /// As written under `judge:`.
    package let name: String
    package let unit: Unit
    /// The value of a scenario that sets none.
    package let standard: Int64
    /// True when zero is a valid value.
    package let mayBeZero: Bool
    /// A clause without a full stop.
    package let meaning: String

    package static let owedWithin = JudgeParameter(
        name: "owedWithin", unit: .duration, standard: 30_000, mayBeZero: false,
        meaning: "the time on the sandbox clock in which owed messages may still come")

    package static let retriesMin = JudgeParameter(
        name: "retriesMin", unit: .count, standard: 1, mayBeZero: true,
        meaning: "the fewest retries before a reversal")

    package static let retriesMax = JudgeParameter(
        name: "retriesMax", unit: .count, standard: 3, mayBeZero: true,
        meaning: "the most retries of a provision; the till's business rules may allow more")

    package static let spacing = JudgeParameter(
        name: "spacing", unit: .duration, standard: 100, mayBeZero: true,
        meaning: "the least time from the end of an attempt to the arrival of the next")

    package static let patience = JudgeParameter(
        name: "patience", unit: .duration, standard: 60_000, mayBeZero: false,
        meaning: "how long the till must wait for an answer")

    /// A value as it is written in a scenario.
    package func text(_ value: Int64) -> String {
        switch unit {
        case .count: String(value)
        case .duration: value % 1000 == 0 ? "\(value / 1000)s" : "\(value)ms"
        }
    }
}
