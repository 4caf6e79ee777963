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
}
