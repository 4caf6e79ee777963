import HTTPMessages
import Testing

/// Arithmetic of times that come from outside.
struct InstantTests {
    @Test("Beyond the last moment there is only the last moment")
    func saturates() {
        let start = Instant(uptime: 5, unix: 7)
        #expect(start.advanced(byNs: .max) == Instant(uptime: .max, unix: .max))
        #expect(start.advanced(byMs: .max) == Instant(uptime: .max, unix: .max))
        #expect(start.advanced(byMs: .max / 1_000_000) < Instant(uptime: .max, unix: .max))
        #expect(
            Instant(uptime: -5, unix: -7).advanced(byMs: .min)
                == Instant(uptime: .min, unix: .min))
        #expect(start.advanced(byMs: 3) == Instant(uptime: 3_000_005, unix: 3_000_007))
    }

    @Test(
        "Sums and differences that do not fit are the nearest number",
        arguments: [
            (Int64.max, 1, Int64.max, Int64.max - 1), (.min, 1, .min + 1, .min),
            (.min, -1, .min, .min + 1), (.max, .min, -1, .max), (0, .min, .min, .max),
            (2, 3, 5, -1),
        ] as [(Int64, Int64, Int64, Int64)])
    func nearest(left: Int64, right: Int64, sum: Int64, difference: Int64) {
        #expect(left.saturatingSum(right) == sum)
        #expect(left.saturatingDifference(right) == difference)
    }
}
