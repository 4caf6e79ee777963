import Glibc
import Vocabulary

/// A delay: fixed, or drawn from a distribution.
package enum Delay: Sendable, Equatable {
    /// A fixed delay.
    case fixed(Duration)
    /// A uniform distribution between two bounds.
    case uniform(from: Duration, to: Duration)
    /// A log-normal distribution, like the response times of real services: one in a hundred is
    /// longer than `p99`.
    case lognormal(median: Duration, p99: Duration)
}

extension Delay: CustomStringConvertible {
    /// `2s`, `100ms to 2s`, `300ms (p99 4s)`.
    package var description: String {
        switch self {
        case .fixed(let span): span.written
        case .uniform(let from, let to): "\(from.written) to \(to.written)"
        case .lognormal(let median, let p99): "\(median.written) (p99 \(p99.written))"
        }
    }
}

extension Delay {
    /// The standard normal distribution's 99th percentile.
    private static let z99 = 2.326_347_874_040_841

    /// Returns the delay, given 64 random bits.
    func span(_ bits: () -> UInt64) -> Duration {
        switch self {
        case .fixed(let span): return span
        case .uniform(let from, let to):
            let range = UInt64(to.nanoseconds - from.nanoseconds) + 1
            let offset = Int64(bits().multipliedFullWidth(by: range).high)
            return from + .nanoseconds(offset)
        case .lognormal(let median, let p99):
            guard median > .zero else { return .zero }
            let center = Double(median.nanoseconds)
            let sigma = log(Double(p99.nanoseconds) / center) / Self.z99
            let wait = center * exp(sigma * Self.normal(bits()))
            return .nanoseconds(Int64(min(wait, Double(WrittenDuration.longest.nanoseconds))))
        }
    }

    /// Returns a standard normal deviate from 64 random bits (Box and Muller).
    private static func normal(_ bits: UInt64) -> Double {
        let unit = 1 / Double(1 << 32)
        let radius = (Double(bits >> 32) + 1) * unit
        let angle = Double(bits & 0xFFFF_FFFF) * unit
        return sqrt(-2 * log(radius)) * cos(2 * .pi * angle)
    }
}
