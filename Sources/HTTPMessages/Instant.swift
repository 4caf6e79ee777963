/// One reading of the machine's clocks: `uptime` for deadlines, `unix` for people.
///
/// The lane reads the clocks once for a batch of events and passes the reading down as a value.
public struct Instant: Sendable, Equatable, Comparable {
    /// Nanoseconds on a clock that never jumps.
    public let uptime: Int64
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    public let unix: Int64

    /// A reading of both clocks, in nanoseconds.
    public init(uptime: Int64, unix: Int64) {
        self.uptime = uptime
        self.unix = unix
    }

    /// The instant `ns` nanoseconds later; the last there is when it would be beyond.
    public func advanced(byNs ns: Int64) -> Instant {
        Instant(uptime: uptime.saturatingSum(ns), unix: unix.saturatingSum(ns))
    }

    /// The instant `ms` milliseconds later; the last there is when it would be beyond.
    public func advanced(byMs ms: Int64) -> Instant {
        let (ns, overflow) = ms.multipliedReportingOverflow(by: 1_000_000)
        return advanced(byNs: overflow ? (ms < 0 ? .min : .max) : ns)
    }

    /// Orders by the clock that never jumps.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.uptime < right.uptime
    }
}

/// Arithmetic of times that come from files, options and clocks: a sum that does not fit is the
/// greatest or least number there is, which stands for "never".
extension Int64 {
    /// The sum, or the nearest number there is.
    package func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the nearest number there is.
    package func saturatingDifference(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
