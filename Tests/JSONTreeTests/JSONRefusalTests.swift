import JSONTree
import Testing

/// The texts that RFC 8259 does not allow, and the errors for the till's developer.
struct JSONRefusalTests {
    private func refusal(of bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> String? {
        do {
            _ = try JSON(parsing: bytes, limits: limits)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "A broken text is refused with the place and the reason",
        arguments: [
            ("", "line 1, column 1: the text is empty"),
            (" \n ", "line 1, column 1: the text is blank"),
            (
                "\u{FEFF}{}",
                "line 1, column 1: the text begins with a byte order mark; send it without"
            ),
            ("}", "line 1, column 1: unexpected '}' where a value should be"),
            ("[}", "line 1, column 2: unexpected '}' where a value should be"),
            ("{\"a\":}", "line 1, column 6: unexpected '}' where a value should be"),
            ("[,1]", "line 1, column 2: unexpected ',' where a value should be"),
            ("[1,,2]", "line 1, column 4: unexpected ',' where a value should be"),
            ("[1,]", "line 1, column 4: a comma may not stand before ']'"),
            ("{\"a\":1,\n}", "line 2, column 1: a comma may not stand before '}'"),
            ("[1 2]", "line 1, column 4: unexpected '2' where ',' or ']' should be"),
            ("[1}", "line 1, column 3: unexpected '}' where ',' or ']' should be"),
            ("[\"a\"é]", "line 1, column 5: unexpected 'é' where ',' or ']' should be"),
            ("[1\u{A0}]", "line 1, column 3: unexpected U+00A0 where ',' or ']' should be"),
            ("[\u{B}1]", "line 1, column 2: unexpected U+000B where a value should be"),
            ("[\0]", "line 1, column 2: unexpected U+0000 where a value should be"),
            ("{\"a\" 1}", "line 1, column 6: unexpected '1' where ':' should be"),
            ("{\"a\"=1}", "line 1, column 5: unexpected '=' where ':' should be"),
            ("{\"a\":1 \"b\":2}", "line 1, column 8: unexpected '\"' where ',' or '}' should be"),
            ("{\"a\":1]", "line 1, column 7: unexpected ']' where ',' or '}' should be"),
            (
                "{a:1}",
                "line 1, column 2: unexpected 'a' where a member name in double quotes should be"
            ),
            (
                "{1:1}",
                "line 1, column 2: unexpected '1' where a member name in double quotes should be"
            ),
            (
                "{'a':1}",
                "line 1, column 2: unexpected \"'\" where a member name in double quotes should be"
            ),
            ("['a']", "line 1, column 2: strings take double quotes"),
            ("{\"id\":1,\"id\":1}", "line 1, column 9: member name \"id\" appears twice"),
            (
                #"{"id":1,"\u0069d":2}"#,
                "line 1, column 9: member name \"id\" appears twice"
            ),
            ("{\"a\\n\":1,\"a\\n\":1}", "line 1, column 10: member name \"a\\n\" appears twice"),
            ("{} {}", "line 1, column 4: unexpected '{' after the end of the value"),
            ("1\n\n  x", "line 3, column 3: unexpected 'x' after the end of the value"),
            ("\"é\" \"", "line 1, column 5: unexpected '\"' after the end of the value"),
            ("// hello\n{}", "line 1, column 1: JSON has no comments"),
            ("{\"a\":1 /* one */}", "line 1, column 8: JSON has no comments"),
            ("{} // end", "line 1, column 4: JSON has no comments"),
        ])
    func refuses(text: String, reason: String) {
        #expect(refusal(of: Array(text.utf8)) == reason)
    }

    @Test(
        "A text that stops too early names what is still open",
        arguments: [
            ("{", "line 1, column 2: the text ends inside an object"),
            ("{\"a\"", "line 1, column 5: the text ends inside an object"),
            ("{\"a\":", "line 1, column 6: the text ends inside an object"),
            ("{\"a\":1", "line 1, column 7: the text ends inside an object"),
            ("{\"a\":1,", "line 1, column 8: the text ends inside an object"),
            ("[", "line 1, column 2: the text ends inside an array"),
            ("[1\n", "line 2, column 1: the text ends inside an array"),
            ("[1,", "line 1, column 4: the text ends inside an array"),
            ("{\"a\":[{}", "line 1, column 9: the text ends inside an array"),
            ("-", "line 1, column 2: the text ends inside a number"),
            ("1.", "line 1, column 3: the text ends inside a number"),
            ("1e+", "line 1, column 4: the text ends inside a number"),
            ("[\"abc", "line 1, column 2: this string is never closed"),
            ("[\"abc\\", "line 1, column 2: this string is never closed"),
            ("[\"abc\\\"", "line 1, column 2: this string is never closed"),
            ("{\"é\":1,\"b", "line 1, column 8: this string is never closed"),
        ])
    func refusesTheTruncated(text: String, reason: String) {
        #expect(refusal(of: Array(text.utf8)) == reason)
    }

    @Test(
        "A number the grammar does not know is refused",
        arguments: [
            ("01", "line 1, column 1: a number has no leading zeros"),
            ("[-012]", "line 1, column 2: a number has no leading zeros"),
            ("+1", "line 1, column 1: a number has no leading '+'"),
            (".5", "line 1, column 1: a number has a digit before its '.'"),
            ("[-.5]", "line 1, column 3: unexpected '.' where a digit should be"),
            ("[1.]", "line 1, column 4: unexpected ']' where a digit should be"),
            ("[1.e1]", "line 1, column 4: unexpected 'e' where a digit should be"),
            ("[1e]", "line 1, column 4: unexpected ']' where a digit should be"),
            ("[1e+-1]", "line 1, column 5: unexpected '-' where a digit should be"),
            ("[- 1]", "line 1, column 3: unexpected ' ' where a digit should be"),
            ("[--1]", "line 1, column 3: unexpected '-' where a digit should be"),
            ("[-Infinity]", "line 1, column 3: unexpected 'I' where a digit should be"),
            ("[0x1F]", "line 1, column 3: unexpected 'x' where ',' or ']' should be"),
            ("[1_000]", "line 1, column 3: unexpected '_' where ',' or ']' should be"),
            ("[１]", "line 1, column 2: unexpected U+FF11 where a value should be"),
        ])
    func refusesNumber(text: String, reason: String) {
        #expect(refusal(of: Array(text.utf8)) == reason)
    }

    @Test(
        "A bare word other than true, false and null is refused",
        arguments: ["True", "NULL", "nul", "nulll", "NaN", "Infinity", "undefined", "abc_1"])
    func refusesWord(word: String) {
        #expect(
            refusal(of: Array("[\(word)]".utf8))
                == "line 1, column 2: unknown word '\(word)'; "
                + "the words of JSON are true, false and null")
    }

    @Test(
        "A string the grammar does not allow is refused",
        arguments: [
            ("[\"a\nb\"]", "line 1, column 4: U+000A in a string must be written \\n"),
            ("[\"\t\"]", "line 1, column 3: U+0009 in a string must be written \\t"),
            ("[\"\0\"]", "line 1, column 3: U+0000 in a string must be written \\u0000"),
            ("[\"\u{1F}\"]", "line 1, column 3: U+001F in a string must be written \\u001f"),
            (#"["\x41"]"#, "line 1, column 4: unexpected 'x' after '\\' in a string"),
            (#"["\'"]"#, "line 1, column 4: unexpected \"'\" after '\\' in a string"),
            (#"["\é"]"#, "line 1, column 4: unexpected 'é' after '\\' in a string"),
            (#"["\U0041"]"#, "line 1, column 4: unexpected 'U' after '\\' in a string"),
            (#"["\u00"]"#, "line 1, column 3: \\u needs four hexadecimal digits"),
            (#"["\u00g0"]"#, "line 1, column 3: \\u needs four hexadecimal digits"),
            (#"["\u"#, "line 1, column 3: \\u needs four hexadecimal digits"),
            (#"["ab\ud800"]"#, "line 1, column 5: \\ud800 is half a surrogate pair"),
            (#"["\uDC00\uD800"]"#, "line 1, column 3: \\udc00 is half a surrogate pair"),
            (#"["\ud800\ud800"]"#, "line 1, column 3: \\ud800 is half a surrogate pair"),
            (#"["\ud800\u0041"]"#, "line 1, column 3: \\ud800 is half a surrogate pair"),
            (#"["\ud800\n"]"#, "line 1, column 3: \\ud800 is half a surrogate pair"),
            (#"["\ud800\u00"]"#, "line 1, column 9: \\u needs four hexadecimal digits"),
        ])
    func refusesString(text: String, reason: String) {
        #expect(refusal(of: Array(text.utf8)) == reason)
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they stand",
        arguments: [
            ([0x22, 0xFF, 0x22], "line 1, column 2: byte 0xFF is not UTF-8"),
            ([0x22, 0xC3, 0xA9, 0x80, 0x22], "line 1, column 3: byte 0x80 is not UTF-8"),
            ([0x22, 0xC0, 0xAF, 0x22], "line 1, column 2: byte 0xC0 is not UTF-8"),
            ([0x22, 0xE0, 0x80, 0x80, 0x22], "line 1, column 2: byte 0xE0 is not UTF-8"),
            ([0x22, 0xF0, 0x80, 0x80, 0x80, 0x22], "line 1, column 2: byte 0xF0 is not UTF-8"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], "line 1, column 2: byte 0xED is not UTF-8"),
            ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "line 1, column 2: byte 0xF4 is not UTF-8"),
            ([0x22, 0xE2, 0x82, 0x22], "line 1, column 2: byte 0xE2 is not UTF-8"),
            ([0x22, 0x5C, 0x6E, 0xC3, 0x22], "line 1, column 4: byte 0xC3 is not UTF-8"),
            ([0x5B, 0x31, 0xE9, 0x5D], "line 1, column 3: byte 0xE9 is not UTF-8"),
            ([0xFF, 0xFE, 0x7B, 0x00], "line 1, column 1: the text is UTF-16; send it as UTF-8"),
            ([0xFE, 0xFF, 0x00, 0x7B], "line 1, column 1: the text is UTF-16; send it as UTF-8"),
            (
                [0x7B, 0x00, 0x7D, 0x00],
                "line 1, column 2: unexpected U+0000 "
                    + "where a member name in double quotes should be"
            ),
        ] as [([UInt8], String)])
    func refusesBytes(bytes: [UInt8], reason: String) {
        #expect(refusal(of: bytes) == reason)
    }

    @Test("Nesting beyond the limit is refused", arguments: [1, 2, 64])
    func refusesDepth(depthMax: Int) {
        let text = String(repeating: "[", count: depthMax + 1)
        #expect(
            refusal(of: Array(text.utf8), limits: JSONLimits(depthMax: depthMax))
                == "line 1, column \(depthMax + 1): nested deeper than \(depthMax) levels")
    }

    @Test("A long name is shortened in the reason")
    func shortensNames() {
        let name = String(repeating: "n", count: 1000)
        #expect(
            refusal(of: Array("{\"\(name)\":1,\"\(name)\":2}".utf8))
                == "line 1, column 1007: member name \"\(name.prefix(40))…\" appears twice")
    }
}
