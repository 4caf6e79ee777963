import Vocabulary

/// One reading of the machine's clocks: `uptime` for deadlines, `unix` for people.
///
/// The lane reads the clocks once per batch of events and passes the reading down as a value.
package struct Instant: Sendable, Equatable, Comparable {
    /// Nanoseconds on a clock that never jumps.
    package let uptime: Int64
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let unix: Int64

    /// A reading of both clocks, in nanoseconds.
    package init(uptime: Int64, unix: Int64) {
        self.uptime = uptime
        self.unix = unix
    }

    /// Returns the instant `ns` nanoseconds later; saturates at the maximum.
    package func advanced(byNs ns: Int64) -> Instant {
        Instant(uptime: uptime.saturatingSum(ns), unix: unix.saturatingSum(ns))
    }

    /// Returns the instant `ms` milliseconds later; saturates at the maximum.
    package func advanced(byMs ms: Int64) -> Instant {
        let (ns, overflow) = ms.multipliedReportingOverflow(by: 1_000_000)
        return advanced(byNs: overflow ? (ms < 0 ? .min : .max) : ns)
    }

    /// Returns the instant a span later; saturates at the maximum.
    package func advanced(by span: Duration) -> Instant { advanced(byNs: span.nanoseconds) }

    /// Returns the span until another instant, by uptime; negative if that has passed.
    package func duration(to other: Instant) -> Duration {
        .nanoseconds(other.uptime) - .nanoseconds(uptime)
    }

    /// Orders by uptime.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.uptime < right.uptime
    }
}

/// Saturating arithmetic for times from files, options and clocks: a result that does not fit is
/// the greatest or least number, which stands for "never".
extension Int64 {
    /// Returns the sum, saturated at the bounds.
    package func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// Returns the difference, saturated at the bounds.
    package func saturatingDifference(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
