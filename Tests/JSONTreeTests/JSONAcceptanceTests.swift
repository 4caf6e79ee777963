import JSONTree
import Testing

/// The texts that RFC 8259 allows, and their trees.
struct JSONAcceptanceTests {
    @Test(
        "A text the grammar allows is parsed",
        arguments: [
            ("null", .null),
            ("true", true),
            ("false", false),
            (" \t\r\n1\n\r\t ", 1),
            ("[]", []),
            ("[ ]", []),
            ("{}", [:]),
            ("{ }", [:]),
            ("[[]]", [[]]),
            ("[null,1,\"1\",{}]", [nil, 1, "1", [:]]),
            ("[ 1 , 2 ]", [1, 2]),
            ("{\"a\" : 1 , \"b\":[true]}", ["a": 1, "b": [true]]),
            ("{\"\":0}", ["": 0]),
            ("{\"a\":{\"a\":1}}", ["a": ["a": 1]]),
            ("{\"a\":1,\"A\":2}", ["a": 1, "A": 2]),
            ("\"\"", ""),
            ("\"\u{7F}\"", "\u{7F}"),
            ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"),
            ("\"\u{FEFF}\"", "\u{FEFF}"),
            ("\"// no comment\"", "// no comment"),
            ("[1,\n2,\r\n3]", [1, 2, 3]),
        ] as [(String, JSON)])
    func parses(text: String, tree: JSON) throws {
        #expect(try JSON(parsing: text) == tree)
    }

    @Test(
        "A number keeps the spelling it came in",
        arguments: [
            "0", "-0", "1", "-1", "10", "1.0", "1.50", "-0.0", "0e1", "0E+1", "1e400", "1E-400",
            "123e65", "0.1e-7", "9223372036854775808", "-9223372036854775809",
            "100000000000000000000000000000000000000000000000000000000000000000000000000000001",
        ])
    func keepsNumberSpelling(text: String) throws {
        let number = try #require(JSONNumber(spelling: text))
        #expect(try JSON(parsing: "[\(text)]") == [.number(number)])
        #expect(number.spelling == text)
    }

    @Test(
        "An escape stands for its character",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC""#, "Aé€"),
            (#""a\u0000b""#, "a\0b"),
            (#""\uD83D\uDE00""#, "😀"),
            (#""\ud83d\ude00!""#, "😀!"),
            (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            (#""\uFFFF""#, "\u{FFFF}"),
            (#""é\né""#, "é\né"),
            (#""\\u0041""#, "\\u0041"),
        ])
    func unescapes(text: String, content: String) throws {
        #expect(try JSON(parsing: text) == .string(content))
    }

    @Test(
        "UTF-8 of every length is taken as it is",
        arguments: ["é", "€", "😀", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{10FFFF}"])
    func takesUTF8(content: String) throws {
        let tree = try JSON(parsing: "\"\(content)\"")
        #expect(tree.text.map { Array($0.utf8) } == Array(content.utf8))
    }

    @Test("Names that differ only in how an accent is composed are two names")
    func tellsCompositionsApart() throws {
        let tree = try JSON(parsing: "{\"e\u{301}\":1,\"\u{E9}\":2}")
        #expect(tree["\u{E9}"] == 2)
        #expect(tree["e\u{301}"] == 1)
    }

    @Test("Nesting up to the limit is allowed")
    func allowsNesting() throws {
        let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try JSON(parsing: text).description == text)
    }

    @Test("Side by side, any number of lists fits below the limit")
    func countsDepthNotLists() throws {
        let text = "[" + Array(repeating: "[{}]", count: 100).joined(separator: ",") + "]"
        #expect(try JSON(parsing: text).items?.count == 100)
    }
}
