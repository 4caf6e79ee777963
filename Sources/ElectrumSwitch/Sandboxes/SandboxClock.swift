import HTTPMessages
import Vocabulary

/// The time of one sandbox: the machine's, or one that moves only when told to.
struct SandboxClock {
    /// The clock source.
    typealias Mode = ClockMode

    /// The limit of a manual clock: 36,500 days, in nanoseconds.
    static let elapsedMax: Int64 = 36_500 * 86_400 * 1_000_000_000

    let mode: Mode
    private var start: Instant
    private var advancedNs: Int64 = 0

    /// A clock that begins at the machine's time.
    init(_ mode: Mode, at start: Instant) {
        self.mode = mode
        self.start = start
    }

    /// A clock that began at a time in nanoseconds since 1970.
    init(_ mode: Mode, beganAt begin: Int64, now: Instant) {
        self.mode = mode
        let age = now.unix.saturatingDifference(begin)
        start = Instant(uptime: now.uptime.saturatingDifference(age), unix: begin)
    }

    /// Nanoseconds since the sandbox began.
    func elapsed(at now: Instant) -> Int64 {
        mode == .real ? max(0, now.uptime.saturatingDifference(start.uptime)) : advancedNs
    }

    /// Nanoseconds since 1970 at a time in nanoseconds since the sandbox began.
    func unix(elapsed: Int64) -> Int64 {
        start.unix.saturatingSum(elapsed)
    }

    /// Nanoseconds since the sandbox began at a time in nanoseconds since 1970; 0 for one before.
    func elapsed(unix: Int64) -> Int64 {
        max(0, unix.saturatingDifference(start.unix))
    }

    /// Resumes at a time since the sandbox began, or later: records may hold a later time than this
    /// machine's clock, and the sandbox's clock would otherwise stand still until it has caught up.
    mutating func resume(from elapsed: Int64, at now: Instant) {
        guard mode == .real else { return advance(to: elapsed) }
        let begin = now.uptime.subtractingReportingOverflow(elapsed)
        guard self.elapsed(at: now) < elapsed, !begin.overflow else { return }
        start = Instant(uptime: begin.partialValue, unix: start.unix)
    }

    /// Advances a manual clock to a time since the sandbox began; never backwards.
    mutating func advance(to elapsed: Int64) {
        advancedNs = max(advancedNs, elapsed)
    }
}
