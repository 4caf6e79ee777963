import Testing
import Vocabulary

@Suite("A duration")
struct WrittenDurationTests {
    @Test(
        "is read exactly",
        arguments: [
            ("0ms", 0), ("250ms", 250_000_000), ("0.5ms", 500_000), ("1.5s", 1_500_000_000),
            ("2m", 120_000_000_000), ("1h", 3_600_000_000_000), ("0.1s", 100_000_000),
            ("1095d", 94_608_000_000_000_000), ("36500d", 3_153_600_000_000_000_000),
            ("0.000001ms", 1), ("0.0000001ms", 0),
        ] as [(String, Int64)])
    func reading(text: String, nanoseconds: Int64) throws {
        #expect(try Duration(written: text).nanoseconds == nanoseconds)
    }

    @Test(
        "is written with the longest unit that needs no fraction",
        arguments: [
            ("0s", "0ms"), ("1000ms", "1s"), ("90s", "90s"), ("120s", "2m"), ("24h", "1d"),
            ("1.5s", "1500ms"), ("0.25ms", "0.25ms"),
        ])
    func writing(text: String, written: String) throws {
        #expect(try Duration(written: text).written == written)
    }
}
