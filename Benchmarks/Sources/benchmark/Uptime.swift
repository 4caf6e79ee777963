import CEpoll  // It happens to own `timespec` and `timeval`.
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

    /// The processor time of a process that has ended, in milliseconds.
    static func ms(_ usage: rusage) -> Double {
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
        return Double(seconds) * 1e3 + Double(microseconds) / 1e3
    }
}
