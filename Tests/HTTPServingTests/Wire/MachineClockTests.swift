import Glibc
import HTTPMessages
import Testing

@testable import HTTPServing

/// The range of the machine's clocks.
struct MachineClockTests {
    @Test(
        "A clock before 1970 counts as 1970, and one after 2262 as the last moment there is",
        arguments: [
            (Int.min, 0, Int64(0)), (-1, 999_999_999, 0), (0, 1, 1), (1, 2, 1_000_000_002),
            (9_223_372_036, 854_775_807, .max), (9_223_372_036, 999_999_999, .max),
            (9_223_372_037, 0, .max), (Int.max, 0, .max),
        ])
    func clamped(seconds: Int, rest: Int, expected: Int64) {
        let time = timespec(tv_sec: seconds, tv_nsec: rest)
        let instant = Instant(uptime: timespec(tv_sec: 1, tv_nsec: 0), unix: time)
        #expect(instant == Instant(uptime: 1_000_000_000, unix: expected))
    }
}
