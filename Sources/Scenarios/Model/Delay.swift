import Glibc

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

extension Delay {
    /// The standard normal distribution's 99th percentile.
    private static let z99 = 2.326_347_874_040_841

    /// The wait, given 64 random bits.
    func span(_ bits: () -> UInt64) -> Timespan {
        switch self {
        case .fixed(let span): return span
        case .uniform(let from, let to):
            let range = UInt64(to.nanoseconds - from.nanoseconds) + 1
            let offset = Int64(bits().multipliedFullWidth(by: range).high)
            return Timespan(nanoseconds: from.nanoseconds + offset)
        case .lognormal(let median, let p99):
            guard median > .zero else { return .zero }
            let center = Double(median.nanoseconds)
            let sigma = log(Double(p99.nanoseconds) / center) / Self.z99
            let wait = center * exp(sigma * Self.normal(bits()))
            return Timespan(nanoseconds: Int64(min(wait, Double(Timespan.longest.nanoseconds))))
        }
    }

    /// A standard normal deviate out of 64 random bits (Box and Muller).
    private static func normal(_ bits: UInt64) -> Double {
        let unit = 1 / Double(1 << 32)
        let radius = (Double(bits >> 32) + 1) * unit
        let angle = Double(bits & 0xFFFF_FFFF) * unit
        return sqrt(-2 * log(radius)) * cos(2 * .pi * angle)
    }
}
