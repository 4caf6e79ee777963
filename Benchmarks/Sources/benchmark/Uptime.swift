import CEpoll  // It happens to own `timespec`.
import Glibc

/// The clock that measurements are taken with.
enum Uptime {
    /// Nanoseconds since some moment before the start.
    static var ns: UInt64 { ns(CLOCK_MONOTONIC) }

    /// The time of any clock, in nanoseconds.
    static func ns(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
