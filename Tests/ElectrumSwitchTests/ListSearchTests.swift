import Testing

@testable import ElectrumSwitch

@Suite("A search")
struct ListSearchTests {
    private static let facts: ListSearch.Facts = [
        ("op", ["provision", "retry"]), ("status", ["none", "503"]), ("amount", ["100.5"]),
        ("product", ["R100 Voucher"]),
    ]

    @Test(
        "finds what all its words fit",
        arguments: [
            ("", true), ("retry", true), ("op:retry", true), ("OP:RETRY", true),
            ("op:confirm", false), ("-op:confirm", true), ("-retry", false), ("status:5xx", true),
            ("status:4xx", false), ("amount:>100", true), ("amount:>=100.5", true),
            ("amount:<100", false), ("\"100 vou\"", true), ("product:\"r100 v\" op:retry", true),
            ("op:retry status:200", false), ("unknown:retry", false), ("-unknown:retry", true),
            (":", false), ("op:", true), ("http://x", false),
        ])
    func matching(text: String, isFound: Bool) throws {
        #expect(try ListSearch(text).matches(Self.facts) == isFound)
    }

    @Test("is bounded in length, and in words")
    func bounds() throws {
        #expect(throws: ControlError.self) {
            try ListSearch(String(repeating: "a", count: 513))
        }
        #expect(try ListSearch(String(repeating: "retry ", count: 20)).matches(Self.facts))
    }
}
