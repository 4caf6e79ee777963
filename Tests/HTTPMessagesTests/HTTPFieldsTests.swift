import HTTPMessages
import Testing

/// RFC 9110 section 5.
struct HTTPFieldsTests {
    private let fields: HTTPFields = ["A": "1", "b": "x, y", "a": "2", "B": " ,z,,"]

    @Test("a name finds its first line, whatever the case")
    func firstValue() {
        #expect(fields["a"] == "1" && fields["A"] == "1")
        #expect(fields["c"] == nil)
    }

    @Test("a name finds all its lines in order")
    func allValues() {
        #expect(fields.values("A") == ["1", "2"])
        #expect(fields.values("c") == [])
    }

    @Test("only ASCII letters are alike in both cases")
    func otherLetters() {
        #expect(HTTPField("@", "").isNamed("@") && !HTTPField("@", "").isNamed("`"))
        #expect(!HTTPField("[", "").isNamed("{"))
        #expect(!HTTPField("K", "").isNamed("\u{212A}"))
    }

    @Test("a list goes over all lines, without white space and empty members")
    func list() {
        #expect(fields.list("b") == ["x", "y", "z"])
        #expect(fields.list("c") == [])
    }

    @Test("a list holds a token, whatever the case, but not a part of it")
    func listContains() {
        #expect(fields.list("b", contains: "Y"))
        #expect(!fields.list("b", contains: "x, y"))
        #expect(!fields.list("a", contains: ""))
    }

    @Test("setting replaces all lines of a name by one at the end")
    func set() {
        var fields = fields
        fields.set("A", "3")
        #expect(fields == ["b": "x, y", "B": " ,z,,", "A": "3"])
    }

    @Test("appending keeps what is there")
    func append() {
        var fields: HTTPFields = ["A": "1"]
        fields.append("A", "1")
        #expect(fields == HTTPFields([HTTPField("A", "1"), HTTPField("A", "1")]))
    }
}
