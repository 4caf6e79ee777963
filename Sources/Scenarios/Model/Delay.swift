/// How long to wait: always the same, or drawn anew each time.
public enum Delay: Sendable, Equatable {
    /// Always the same.
    case fixed(Timespan)
    /// Anything between two bounds, each as likely.
    case uniform(from: Timespan, to: Timespan)
    /// Mostly near the median with a long tail, as real services answer: one in a hundred takes
    /// longer than `p99`.
    case lognormal(median: Timespan, p99: Timespan)
}

extension Delay: CustomStringConvertible {
    /// `2s`, `100ms to 2s`, `300ms (p99 4s)`.
    public var description: String {
        switch self {
        case .fixed(let span): "\(span)"
        case .uniform(let from, let to): "\(from) to \(to)"
        case .lognormal(let median, let p99): "\(median) (p99 \(p99))"
        }
    }
}
