import Testing

@testable import HTTPMessages

/// RFC 9110 section 5.6.7.
struct HTTPDateTests {
    @Test(
        "a date has the form IMF-fixdate",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_769_596_889, "Wed, 28 Jan 2026 10:41:29 GMT"),
            (2_147_483_647, "Tue, 19 Jan 2038 03:14:07 GMT"),
            (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (-2_203_977_600, "Wed, 28 Feb 1900 00:00:00 GMT"),
            (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
        ] as [(Int64, String)])
    func dates(_ unixSeconds: Int64, _ text: String) {
        let bytes = HTTPDate.value(unixSeconds: unixSeconds)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test("every month has its name", arguments: 0..<12)
    func months(_ month: Int) {
        let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
        let bytes = HTTPDate.value(unixSeconds: Int64(month * 31 * 86_400))
        #expect(String(decoding: bytes, as: UTF8.self).contains(" \(names[month]) 1970 "))
    }

    @Test("a lane tells the date of each moment, also when the clock is set back")
    func latest() {
        let context = ExchangeContext(HTTPLimits())
        let dates = [0, 999, 1_000, 61_000, 0].map { (ms: Int64) in
            context.date(at: Instant(uptime: ms, unix: ms * 1_000_000))
        }
        #expect(
            dates.map { String(decoding: $0.suffix(12), as: UTF8.self) } == [
                "00:00:00 GMT", "00:00:00 GMT", "00:00:01 GMT", "00:01:01 GMT", "00:00:00 GMT",
            ])
    }
}
