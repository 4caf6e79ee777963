import Testing
import Vocabulary

struct TimestampTests {
    @Test(
        "a time is read to the millisecond, whatever its zone and precision",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999Z", -1),
            ("2026-01-28T10:41:29.123Z", 1_769_596_889_123),
            ("2026-01-28t10:41:29.1239z", 1_769_596_889_123),
            ("2026-01-28T10:41:29.1Z", 1_769_596_889_100),
            ("2026-01-28T12:41:29.123+02:00", 1_769_596_889_123),
            ("2026-01-28T05:11:29.123-05:30", 1_769_596_889_123),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2000-03-01T00:00:00Z", 951_868_800_000),
            ("2100-03-01T00:00:00Z", 4_107_542_400_000),
        ] as [(String, Int64)])
    func reading(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no time of RFC 3339 is refused",
        arguments: [
            "", "2026-01-28", "2026-01-28T10:41:29", "2026-01-28T10:41:29.Z",
            "2026-13-28T10:41:29Z", "2026-02-29T10:41:29Z", "2026-01-28T10:41:29+99:00",
            "2026-01-28T24:41:29Z", "2026-01-28T10:41:29+0200",
            "+026-01-28T10:41:29Z", "2026-01-28T10:41:29.1Zx", "2026-01-28 10:41:29Z",
        ])
    func refusing(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(
        "a time is written as it was read",
        arguments: [
            "1969-12-31T23:59:59.999Z", "2000-02-29T00:00:00.000Z", "2026-01-28T10:41:29.123Z",
            "2099-12-31T23:59:59.001Z",
        ])
    func writing(_ text: String) {
        #expect(Timestamp(text)?.description == text)
    }
}
