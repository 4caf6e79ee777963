import JSONTree
import Testing
import Yams

@testable import ElectrumSwitch

struct YAMLWriterTests {
    @Test(
        "A value is written in block style",
        arguments: [
            ("text", "\"text\"\n"), (1, "1\n"), (nil, "null\n"), ([:], "{}\n"), ([], "[]\n"),
            (["a": 1, "b": true], "a: 1\nb: true\n"),
            (["a": [:], "b": []], "a: {}\nb: []\n"),
            (["a": ["b": ["c": 1]]], "a:\n  b:\n    c: 1\n"),
            (["a": [1, "x"]], "a:\n  - 1\n  - \"x\"\n"),
            ([["a": 1, "b": 2], [:]], "- a: 1\n  b: 2\n- {}\n"),
            ([[1, 2], [[3]], []], "-\n  - 1\n  - 2\n-\n  -\n    - 3\n- []\n"),
            ([["a": [["b": 1]]]], "- a:\n    - b: 1\n"),
        ] as [(JSON, String)])
    func blocks(value: JSON, text: String) throws {
        #expect(YAMLWriter.text(of: value) == text)
        #expect(try JSON(#require(try Yams.compose(yaml: text))) == value)
    }

    @Test(
        "A name that YAML would take for something else is in quotes",
        arguments: ["null", "No", "y", "1a", "a-b", "a b", "", "$ref", "é", "application/json"])
    func names(name: String) {
        let value = JSON.object(JSONObject([(name, 1)]))
        #expect(YAMLWriter.text(of: value) == "\"\(name)\": 1\n")
    }

    @Test(
        "A text comes back as it was",
        arguments: ["", "true", "1e3", "a: b", "#", "line\nline", "\"\\", "\u{2028}é😀\u{1}"])
    func texts(text: String) throws {
        let value: JSON = ["a": .string(text)]
        #expect(try JSON(#require(try Yams.compose(yaml: YAMLWriter.text(of: value)))) == value)
    }
}
