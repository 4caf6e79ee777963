import JSONTree
import Testing

struct JSONNumberTests {
    @Test(
        "A number is an integer if it is spelled as one and fits 64 bits",
        arguments: [
            ("0", 0), ("-0", 0), ("10000", 10000), ("-1", -1),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil), ("1E0", nil),
        ] as [(String, Int64?)])
    func integer(spelling: String, value: Int64?) {
        #expect(JSONNumber(spelling: spelling)?.integer == value)
    }

    @Test(
        "A spelling the grammar does not know makes no number",
        arguments: ["", "01", "+1", "1.", ".5", "0x1", "NaN", " 1", "1 ", "\"1\"", "1,2"])
    func refuses(spelling: String) {
        #expect(JSONNumber(spelling: spelling) == nil)
    }

    @Test("A value is spelled in decimal")
    func spells() {
        #expect(JSONNumber(Int64.min).spelling == "-9223372036854775808")
        #expect(JSONNumber(79_995 as Int).spelling == "79995")
    }
}
