import Glibc
public import HTTPMessages

extension Instant {
    /// Reads the machine's clocks; the one place that does.
    public static func now() -> Instant {
        Instant(uptime: nanoseconds(CLOCK_MONOTONIC), unix: nanoseconds(CLOCK_REALTIME))
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
