/// The verdict on a rule, an expectation or a whole run.
public enum Verdict: String, Sendable, Comparable, CaseIterable {
    case notApplicable = "not-applicable"
    case pass, warn, inconclusive, fail

    /// Orders verdicts from best to worst, so that the maximum is the verdict of a whole.
    public static func < (left: Verdict, right: Verdict) -> Bool {
        left.rank < right.rank
    }

    /// A sign of one column, for those who see no colours.
    var sign: String {
        switch self {
        case .notApplicable: "–"
        case .pass: "✓"
        case .warn: "!"
        case .inconclusive: "?"
        case .fail: "✕"
        }
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
