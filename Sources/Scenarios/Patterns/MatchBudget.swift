/// The work that the rules of a scenario may take for one message, in steps of some ten
/// nanoseconds: a state of a regular expression at a character, a value of a list, a condition.
///
/// Each pattern is linear in what it looks at, but the sum of hundreds is not small: a lane does
/// nothing else meanwhile.
struct MatchBudget {
    /// The most steps for a message, some 3 ms.
    static let stepsMax = 250_000

    private(set) var left = MatchBudget.stepsMax

    /// True if more was taken than there is.
    var isSpent: Bool { left < 0 }

    /// Takes steps from the budget; a debt beyond it is not borne by the next request alone.
    mutating func take(_ steps: Int) {
        left = max(-1, left - min(steps, Self.stepsMax + 1))
    }
}
