/// What is said of a rule, an expectation or a whole run.
public enum Verdict: String, Sendable, Comparable {
    case notApplicable = "not-applicable"
    case pass, warn, inconclusive, fail

    /// The better one first, so the maximum is what a whole deserves.
    public static func < (left: Verdict, right: Verdict) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .notApplicable: 0
        case .pass: 1
        case .warn: 2
        case .inconclusive: 3
        case .fail: 4
        }
    }
}
