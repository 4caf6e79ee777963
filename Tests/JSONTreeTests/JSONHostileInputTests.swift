import JSONTree
import Testing

/// Inputs made to cost more than their length.
struct JSONHostileInputTests {
    @Test("100,000 opening brackets are refused at the limit")
    func refusesEndlessNesting() {
        let text = String(repeating: "[{\"a\":", count: 100_000)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    }

    @Test("A megabyte of escapes is unescaped and escaped again", .timeLimit(.minutes(1)))
    func survivesEscapes() throws {
        let text = "\"" + String(repeating: #"\u0001\n"#, count: 131_072) + "\""
        let tree = try JSON(parsing: text)
        #expect(tree.text?.utf8.count == 262_144)
        #expect(tree.description == text)
    }

    @Test("100,000 members are told apart, and a late duplicate is found", .timeLimit(.minutes(1)))
    func survivesMembers() throws {
        let members = (0..<100_000).map { "\"m\($0)\":0" }.joined(separator: ",")
        #expect(try JSON(parsing: "{\(members)}").members?.members.count == 100_000)
        let error = #expect(throws: JSONSyntaxError.self) {
            try JSON(parsing: "{\(members),\"m99999\":0}")
        }
        #expect(error?.reason == "member name \"m99999\" appears twice")
    }

    @Test("A duplicate is found however many members stand before it", arguments: [1, 16, 17, 18])
    func findsDuplicates(count: Int) {
        let members = (0..<count).map { "\"m\($0)\":0" }.joined(separator: ",")
        for earlier in 0..<count {
            #expect(throws: JSONSyntaxError.self) {
                try JSON(parsing: "{\(members),\"m\(earlier)\":1}")
            }
        }
    }
}
