import JSONTree
import Testing

/// Looking into a text without making a tree of it.
struct JSONTextTests {
    private static let texts = [
        "null", "true", "-1.50e3", #""""#, #""é\n\u00e9\ud83d\ude00""#, "[]", "{}",
        #"{"a":{"b":[1,[2,{"c":null}]],"":[]},"d":false}"#,
        "{ \"a\" : [ 1 ,\n2 ] ,\t\"b\" : { } }",
        #"{"\u0061b":"x\/y","n":1.0}"#,
    ]

    @Test("A text says the same as its tree", arguments: texts)
    func equalsTree(source: String) throws {
        let text = try JSONText(parsing: Array(source.utf8))
        #expect(try JSONView(text).json == JSON(parsing: source))
    }

    @Test("A copy without changes is the text without its white space", arguments: texts)
    func copies(source: String) throws {
        let copy = JSONView(try JSONText(parsing: Array(source.utf8))).encoded()
        #expect(try JSON(parsing: copy) == JSON(parsing: source))
        #expect(!copy.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") })
    }

    @Test("Numbers, escapes and names are copied as they were spelled")
    func keepsSpelling() throws {
        let source = #"{"\u0061":1.0e0,"b":"\/\u00e9","c":[-0]}"#
        let view = JSONView(try JSONText(parsing: Array(source.utf8)))
        #expect(String(decoding: view.encoded(), as: UTF8.self) == source)
    }

    @Test(
        "A change keeps to its member",
        arguments: [
            ([JSONChange.remove("b")], #"{"a":1,"c":[3]}"#),
            ([.set("b", "x")], #"{"a":1,"b":"x","c":[3]}"#),
            ([.set("d", [:])], #"{"a":1,"b":{"x":2},"c":[3],"d":{}}"#),
            ([.extend("c", by: [4, 5])], #"{"a":1,"b":{"x":2},"c":[3,4,5]}"#),
            ([.extend("e", by: [1])], #"{"a":1,"b":{"x":2},"c":[3],"e":[1]}"#),
            ([.extend("a", by: [1])], #"{"a":1,"b":{"x":2},"c":[3]}"#),
            ([.remove("x"), .remove("a")], #"{"b":{"x":2},"c":[3]}"#),
            ([.remove("a"), .remove("b"), .remove("c")], "{}"),
        ])
    func changes(changes: [JSONChange], expected: String) throws {
        for source in [#"{"a":1,"b":{"x":2},"c":[3]}"#, #"{ "a": 1, "b": {"x": 2}, "c": [ 3 ]}"#] {
            let view = JSONView(try JSONText(parsing: Array(source.utf8)))
            #expect(String(decoding: view.encoded(with: changes), as: UTF8.self) == expected)
        }
    }

    @Test("An empty array can be extended, an empty object completed")
    func fillsEmpty() throws {
        let view = JSONView(try JSONText(parsing: Array(#"{"a":[]}"#.utf8)))
        let copy = view.encoded(with: [.extend("a", by: [1])])
        #expect(String(decoding: copy, as: UTF8.self) == #"{"a":[1]}"#)
        let completed = JSONView(JSONText([:])).encoded(with: [.set("a", 1)])
        #expect(String(decoding: completed, as: UTF8.self) == #"{"a":1}"#)
    }

    @Test("Members are found by name, elements by number")
    func findsValues() throws {
        let view = JSONView(
            try JSONText(parsing: Array(#"{"a":[{"\u0062":"x"},7],"c":true,"d":null}"#.utf8)))
        #expect(view["a"]?[0]?["b"]?.text == "x")
        #expect(view["a"]?[1]?.integer == 7)
        #expect(view["a"]?[2] == nil)
        #expect(view["c"]?.scalar == "true")
        #expect(view["d"]?.isNull == true)
        #expect(view["d"]?.scalar == nil)
        #expect(view["e"] == nil)
        #expect(view["c"]?["x"] == nil)
        #expect(view["a"]?["b"] == nil)
    }

    @Test("Names are told apart scalar by scalar")
    func tellsNamesApart() throws {
        let text = try JSONText(parsing: Array("{\"e\u{301}\":1,\"\u{E9}\":2}".utf8))
        #expect(JSONView(text)["\u{E9}"]?.integer == 2)
        #expect(JSONView(text)["e\u{301}"]?.integer == 1)
    }

    @Test("A long object refuses a name spelled with an escape the second time")
    func refusesEscapedRepetition() {
        let names = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")
        #expect(throws: JSONSyntaxError.self) {
            try JSONText(parsing: Array("{\(names),\"\\u006e0\":0}".utf8))
        }
    }

    @Test("A name is found in a list from any hint on, spelled with escapes or not")
    func findsInList() throws {
        let text = try JSONText(parsing: Array(#"{"b":0,"\u0063":0,"d":0}"#.utf8))
        let names = text.members(of: text.root).map(\.name)
        for hint in 0...3 {
            let found = names.map {
                text.index(ofStringAt: $0, in: ["a", "b", "c"], from: hint)
            }
            #expect(found == [1, 2, nil])
        }
    }

    @Test("A value's path leads to it")
    func tellsPaths() throws {
        let text = try JSONText(parsing: Array(#"{"a":[0,{"b":{"c":[5]}}],"d":1}"#.utf8))
        let list = try #require(text.member("a", of: text.root))
        let second = try #require(text.items(of: list).map { $0 }.last)
        let inner = try #require(text.member("b", of: second))
        let numbers = try #require(text.member("c", of: inner))
        let five = try #require(text.items(of: numbers).map { $0 }.first)
        #expect(
            text.path(to: five) == [.name("a"), .index(1), .name("b"), .name("c"), .index(0)])
        #expect(text.path(to: text.root) == [])
    }

    @Test("A string's length is that of its content in scalars")
    func countsScalars() throws {
        let text = try JSONText(parsing: Array(#"["","abc","é€😀","\u00e9\n",12.5]"#.utf8))
        #expect(text.items(of: text.root).map(text.scalarCount) == [0, 3, 3, 2, 4])
    }
}
