import Glibc
package import HTTPMessages

extension Instant {
    /// Reads the machine's clocks; nothing else does.
    package static func now() -> Instant {
        Instant(uptime: reading(of: CLOCK_MONOTONIC), unix: reading(of: CLOCK_REALTIME))
    }

    /// An instant from two readings. A clock before 1970 counts as 1970, and one after 2262-04-11,
    /// where 64 bits of nanoseconds end, as that moment.
    init(uptime: timespec, unix: timespec) {
        self.init(uptime: Self.nanoseconds(uptime), unix: Self.nanoseconds(unix))
    }

    private static func reading(of clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        let (whole, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        guard time.tv_sec >= 0 else { return 0 }
        return overflow ? .max : whole.saturatingSum(Int64(time.tv_nsec))
    }
}
