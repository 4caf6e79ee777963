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

    /// The instant `ns` nanoseconds later.
    public func advanced(byNs ns: Int64) -> Instant {
        Instant(uptime: uptime &+ ns, unix: unix &+ ns)
    }

    /// The instant `ms` milliseconds later.
    public func advanced(byMs ms: Int64) -> Instant {
        advanced(byNs: ms * 1_000_000)
    }

    /// Orders by the clock that never jumps.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.uptime < right.uptime
    }
}
