import JSONTree
import Testing

/// A text that is read by another one.
struct JSONVariationTests {
    private static let text =
        #"{"id":"7e1f","n":100,"list":[{"a":"x","on":true}],"é":"é", "last" : "z"}"#

    private func variant(_ text: String, of original: String = text) throws -> JSON? {
        let known = try JSONText(parsing: Array(original.utf8))
        let variant = known.variant(Array(text.utf8)) { _, _ in true }
        return variant.map { JSONView($0).json }
    }

    @Test(
        "A text with other strings and numbers of the same length is a variant",
        arguments: [
            ("7e1f", "0000"), ("100", "999"), ("100", "1.5"), ("100", "1e9"), (#""x""#, #""y""#),
            (#""z""#, #"" ""#), ("7e1f", "{:,]"), ("100", "0.1"),
        ])
    func isVariant(old: String, new: String) throws {
        let changed = Self.text.replacing(old, with: new)
        try #require(changed != Self.text)
        #expect(try variant(changed) == JSON(parsing: changed))
    }

    @Test(
        "A text that differs in anything else is none, whether it is right or not",
        arguments: [
            ("7e1f", "7e1"), ("7e1f", "7\\nf"), ("7e1f", #"7"1f"#), ("7e1f", "7\u{1}1f"),
            ("7e1f", "7é1"), ("100", "01 "), ("100", "-10 "), ("100", "1-0"), ("100", "1e+"),
            (#""id""#, #""di""#), (#""a""#, #""b""#), (#""last" "#, #""lost" "#), ("true", "null"),
            (#""é":"é""#, #""é":"è""#), ("[{", "{{"), ("}]", "} "), (",", ";"), (#""x""#, "100"),
            ("100", #""1""#),
        ])
    func isNone(old: String, new: String) throws {
        let changed = Self.text.replacing(old, with: new)
        try #require(changed != Self.text)
        #expect(try variant(changed) == nil)
    }

    @Test(
        "Each value that differs is asked about, in its new text; one that is not allowed decides")
    func asks() throws {
        let known = try JSONText(parsing: Array(#"["a","b","c"]"#.utf8))
        var asked: [String] = []
        let changed = Array(#"["x","b","y"]"#.utf8)
        let variant = known.variant(changed) { value, text in
            asked.append(text.string(at: value))
            return text.string(at: value) != "y"
        }
        #expect(variant == nil && asked == ["x", "y"])
    }

    @Test("Texts that differ in many values are parsed: each one would be searched for")
    func many() throws {
        let texts = ["1", "2"].map { digit in
            "[\(Array(repeating: digit, count: 17).joined(separator: ","))]"
        }
        #expect(try variant(texts[1], of: texts[0]) == nil)
        let fewer = ["1", "2"].map { digit in
            "[\(Array(repeating: digit, count: 16).joined(separator: ","))]"
        }
        #expect(try variant(fewer[1], of: fewer[0]) == JSON(parsing: fewer[1]))
    }
}

/// A text that is read by one of any length.
struct JSONVariationOfAnyLengthTests {
    private static let text =
        #"{"id":"7e1f","n":100,"list":[{"a":"x","on":true},[],12], "é":"é","e":{} , "last":"z"}"#

    private func variation(_ text: String) throws -> JSONVariation? {
        JSONVariation(Array(text.utf8), of: try JSONText(parsing: Array(Self.text.utf8)))
    }

    @Test(
        "Strings and numbers may be shorter and longer",
        arguments: [
            [("7e1f", "")], [("7e1f", "a longer one")], [("100", "1")], [("100", "1000")],
            [("100", "-1.5e+10")], [("100", "10e3")], [("12]", "1]")], [("12]", "123]")],
            [("x", "xyz")], [(#""z""#, #""""#)], [(#""z""#, #""zz""#)], [("100", "101")], [],
            [("7e1f", "7"), ("100", "1000")], [("7e1f", "7e1ff"), ("100", "10")],
            [("7e1f", "9"), ("100", "7"), ("x", "xx"), ("12]", "1200]"), (#""z""#, #""y z""#)],
        ])
    func isVariation(changes: [(old: String, new: String)]) throws {
        let changed = changes.reduce(Self.text) { $0.replacing($1.old, with: $1.new) }
        let expected = try JSONText(parsing: Array(changed.utf8))
        let variation = try #require(try variation(changed))
        let text = variation.text
        #expect(variation.places.count == changes.count)
        #expect(text.bytes == expected.bytes && text.count == expected.count)
        for place in (0..<expected.count).map(text.place) {
            #expect(text.kind(of: place) == expected.kind(of: place))
            #expect(text.string(at: place) == expected.string(at: place))
        }
    }

    @Test(
        "A text that differs in anything else is none, whether it is right or not",
        arguments: [
            ("7e1f", "7\\nf"), ("7e1f", #"7"1f"#), ("7e1f", "7\u{1}1f"), ("7e1f", "7é1"),
            ("100", "01"), ("100", "100 "), ("100", ""), ("100", "1-0"), ("100", "1e+"),
            ("100", "1,0"), (#""id""#, #""ids""#), (#""a""#, #""b""#), ("true", "null"),
            (#""é":"é""#, #""é":"e""#), ("[]", "[1]"), ("[]", "[ ]"), ("{}", "{ }"),
            ("12],", "12,"),
            (#""x""#, "100"), ("100", #""1""#), (#""z"}"#, #""z"} "#), (#""z"}"#, #""z""#),
            (#""z"}"#, #""z"}}"#), (#""last":"z""#, #""last":"z":1"#), ("[{", "{"), ("12]", "12"),
        ])
    func isNone(old: String, new: String) throws {
        let changed = Self.text.replacing(old, with: new)
        try #require(changed != Self.text)
        #expect(try variation(changed) == nil)
    }

    @Test("White space before a value is no part of it")
    func leadingSpace() throws {
        let known = try JSONText(parsing: Array(#"  "x""#.utf8))
        #expect(JSONVariation(Array(#" ""x""#.utf8), of: known) == nil)
        #expect(JSONVariation(Array(#"  "xy""#.utf8), of: known) != nil)
    }
}
