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
}
