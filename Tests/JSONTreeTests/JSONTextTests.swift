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
        let copy = JSONView(try JSONText(parsing: Array(source.utf8))).encoded
        #expect(try JSON(parsing: copy) == JSON(parsing: source))
        #expect(!copy.contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") })
    }

    @Test("Numbers, escapes and names are copied as they were spelled")
    func keepsSpelling() throws {
        let source = #"{"\u0061":1.0e0,"b":"\/\u00e9","c":[-0]}"#
        let view = JSONView(try JSONText(parsing: Array(source.utf8)))
        #expect(String(decoding: view.encoded, as: UTF8.self) == source)
    }

    /// Members that are not copied, and what comes in their place: nil for nothing.
    typealias Rewriting = [(name: String, value: JSON?)]

    private func rewritten(_ source: String?, _ rewriting: Rewriting) throws -> String {
        let original = try source.map { JSONView(try JSONText(parsing: Array($0.utf8))) }
        var writer = JSONWriter(capacity: 0)
        writer.object(like: original, except: JSONNames(rewriting.map(\.name))) {
            index, _, writer in
            guard let value = rewriting[index].value else { return }
            writer.name(rewriting[index].name)
            writer.value(value)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static let rewritings: [(Rewriting, String)] = [
        ([], #"{"a":1,"b":{"x":2},"c":[3]}"#),
        ([("b", nil)], #"{"a":1,"c":[3]}"#),
        ([("b", "x")], #"{"a":1,"b":"x","c":[3]}"#),
        ([("d", [:])], #"{"a":1,"b":{"x":2},"c":[3],"d":{}}"#),
        ([("d", 4), ("a", 0)], #"{"a":0,"b":{"x":2},"c":[3],"d":4}"#),
        ([("x", nil), ("a", nil)], #"{"b":{"x":2},"c":[3]}"#),
        ([("a", nil), ("b", nil), ("c", nil)], "{}"),
    ]

    @Test("Members are rewritten in their place, the others copied", arguments: rewritings)
    func rewrites(rewriting: Rewriting, expected: String) throws {
        for source in [#"{"a":1,"b":{"x":2},"c":[3]}"#, #"{ "a": 1, "b": {"x": 2}, "c": [ 3 ]}"#] {
            #expect(try rewritten(source, rewriting) == expected)
        }
    }

    @Test("An empty object, or none, is completed")
    func completesEmpty() throws {
        #expect(try rewritten("{}", [("a", 1), ("b", nil), ("c", 2)]) == #"{"a":1,"c":2}"#)
        #expect(try rewritten(nil, [("a", 1)]) == #"{"a":1}"#)
    }

    @Test("What is rewritten is told its value")
    func tellsValue() throws {
        let original = JSONView(try JSONText(parsing: Array(#"{"a":[1,{"b":2}],"c":7}"#.utf8)))
        var writer = JSONWriter(capacity: 0)
        writer.object(like: original, except: JSONNames(["a", "d"])) {
            name, value, writer in
            writer.name(name == 0 ? "more" : "none")
            writer.array { writer in
                if let value { writer.items(of: value) }
                writer.string("x\"y")
                writer.literal("null,true")
            }
        }
        let expected = #"{"more":[1,{"b":2},"x\"y",null,true],"c":7,"none":["x\"y",null,true]}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
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

    @Test("A name is found among others, spelled with escapes or not")
    func findsInList() throws {
        let text = try JSONText(parsing: Array(#"{"b":0,"\u0063":0,"d":0,"\u0064e":0}"#.utf8))
        let names = JSONNames(["a", "b", "c"])
        let found = text.members(of: text.root).map { text.index(ofStringAt: $0.name, in: names) }
        #expect(found == [1, 2, nil, nil])
        let none = text.members(of: text.root).map {
            text.index(ofStringAt: $0.name, in: JSONNames([]))
        }
        #expect(none == [nil, nil, nil, nil])
    }

    @Test("Every one of as many names as there may be is found, and none besides")
    func findsInFullList() throws {
        let texts = (0..<255).map { "name-\(String($0 * 7, radix: 36))" }
        let names = JSONNames(texts)
        for (index, name) in (texts + ["name-", "name-0-", "", "other"]).enumerated() {
            let text = try JSONText(parsing: Array("\"\(name)\"".utf8))
            let found = text.index(ofStringAt: text.root, in: names)
            #expect(found == (index < texts.count ? index : nil))
        }
    }

    @Test("Names that begin alike are told apart, wherever they stand", arguments: [0, 1, 20])
    func findsAlike(trailing: Int) throws {
        let names = ["thirdPartyA", "thirdPartyB", "thirdParty", "third", ""]
        for (index, name) in names.enumerated() {
            let text = try JSONText(
                parsing: Array("{\"\(name)\":0\(String(repeating: " ", count: trailing))}".utf8))
            let places = text.members(of: text.root).map(\.name)
            let list = JSONNames(names)
            #expect(places.map { text.index(ofStringAt: $0, in: list) } == [index])
            #expect(names.map { text.member($0, of: text.root) != nil } == names.map { $0 == name })
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
