import JSONTree
import Testing

struct JSONObjectTests {
    @Test("Setting a member that is there replaces it in place")
    func replaces() {
        var object = JSONObject([("a", 1), ("b", 2)])
        object["a"] = 3
        #expect(JSON.object(object) == ["a": 3, "b": 2])
    }

    @Test("Setting a new member appends it")
    func appends() {
        var object = JSONObject([("b", 2)])
        object["a"] = 1
        object.append("c", nil)
        #expect(JSON.object(object) == ["b": 2, "a": 1, "c": nil])
    }

    @Test("Setting nil removes a member, and nothing else")
    func removes() {
        var object = JSONObject([("a", 1), ("b", 2)])
        object["a"] = nil as JSON?
        object["c"] = nil as JSON?
        #expect(JSON.object(object) == ["b": 2])
    }

    @Test("Setting null keeps the member")
    func keepsNull() {
        var object = JSONObject([("a", 1)])
        object["a"] = .some(.null)
        #expect(JSON.object(object) == ["a": nil])
    }

    @Test("Names that look alike but differ in bytes are two names, even of the same length")
    func namesAreCompared() throws {
        let one = "a\u{0323}\u{0307}"
        let other = "a\u{0307}\u{0323}"
        let object = try #require(try JSON(parsing: "{\"\(one)\":1,\"\(other)\":2}").members)
        #expect(object[one] == 1)
        #expect(object[other] == 2)
    }
}
