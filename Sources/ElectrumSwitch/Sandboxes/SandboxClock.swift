import HTTPMessages
import Vocabulary

/// The time of one sandbox: the machine's, or one that moves only when told to.
struct SandboxClock {
    /// The clock source.
    typealias Mode = ClockMode

    /// The limit of a manual clock: 36,500 days.
    static let limit = SandboxTime(nanoseconds: elapsedMax)
    private static let elapsedMax: Int64 = 36_500 * 86_400 * 1_000_000_000

    let mode: Mode
    private var start: Instant
    private var advanced = SandboxTime.begin

    /// A clock that begins at the machine's time.
    init(_ mode: Mode, at start: Instant) {
        self.mode = mode
        self.start = start
    }

    /// A clock that began earlier.
    init(_ mode: Mode, beganAt begin: UnixTime, now: Instant) {
        self.mode = mode
        let age = now.unix.saturatingDifference(begin.nanoseconds)
        start = Instant(
            uptime: now.uptime.saturatingDifference(age), unix: begin.nanoseconds)
    }

    /// Returns the sandbox's time at an instant of the machine.
    func time(at now: Instant) -> SandboxTime {
        guard mode == .real else { return advanced }
        return SandboxTime(nanoseconds: max(0, now.uptime.saturatingDifference(start.uptime)))
    }

    /// Returns the date at a time of the sandbox.
    func unix(at time: SandboxTime) -> UnixTime {
        UnixTime(nanoseconds: start.unix.saturatingSum(time.nanoseconds))
    }

    /// Returns the sandbox's time at a date; its beginning for an earlier one.
    func time(unix: UnixTime) -> SandboxTime {
        SandboxTime(nanoseconds: max(0, unix.nanoseconds.saturatingDifference(start.unix)))
    }

    /// Resumes at a time or later: records may hold a later time than this machine's clock, and
    /// the sandbox's clock would otherwise stand still until it has caught up.
    mutating func resume(from time: SandboxTime, at now: Instant) {
        guard mode == .real else { return advance(to: time) }
        let begin = now.uptime.subtractingReportingOverflow(time.nanoseconds)
        guard self.time(at: now) < time, !begin.overflow else { return }
        start = Instant(uptime: begin.partialValue, unix: start.unix)
    }

    /// Advances a manual clock to a time; never backwards.
    mutating func advance(to time: SandboxTime) {
        advanced = max(advanced, time)
    }
}
