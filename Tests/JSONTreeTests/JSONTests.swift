import JSONTree
import Testing

struct JSONTests {
    private let tree: JSON = ["text": "a", "items": [1, 2], "whole": 7, "none": nil]

    @Test("A value gives itself up only as what it is")
    func convenience() {
        #expect(tree["text"]?.text == "a")
        #expect(tree["text"]?.items == nil)
        #expect(tree["items"]?.items == [1, 2])
        #expect(tree["items"]?.members == nil)
        #expect(tree.members?.members.map(\.name) == ["text", "items", "whole", "none"])
        #expect(tree["whole"]?.integer == 7)
        #expect(tree["whole"]?.text == nil)
        #expect(tree["text"]?.integer == nil)
    }

    @Test("Looking for what is not there gives nil")
    func missing() {
        #expect(tree["other"] == nil)
        #expect(tree["text"]?["name"] == nil)
        #expect(tree["items"]?[2] == nil)
        #expect(tree["items"]?[-1] == nil)
        #expect(tree[0] == nil)
    }

    @Test("A member that is null is there")
    func nullMember() {
        #expect(tree["none"] == .some(.null))
    }

    @Test(
        "Trees that differ in order or spelling only are unequal, but may be equivalent",
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, true),
            (#"{"a":[{"b":1,"c":0}]}"#, #"{"a":[{"c":-0,"b":1}]}"#, true),
            ("[1,2]", "[2,1]", false),
            ("[1,2]", "[1,2,3]", false),
            ("1", "1.0", false),
            ("1e2", "1E2", false),
            ("1", "\"1\"", false),
            (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
            (#"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#, false),
            (#"{"a":1}"#, #"{"b":1}"#, false),
            ("null", "false", false),
        ])
    func equivalence(text: String, twin: String, expected: Bool) throws {
        let (tree, twin) = (try JSON(parsing: text), try JSON(parsing: twin))
        #expect(tree != twin)
        #expect(tree.isEquivalent(to: twin) == expected)
        #expect(twin.isEquivalent(to: tree) == expected)
        #expect(tree.isEquivalent(to: tree))
    }
}
