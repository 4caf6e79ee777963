import JSONTree
import Testing

@testable import Conformance

/// "The same content", as D2 and D8 ask for it.
struct ContractEqualityTests {
    @Test(
        "Bodies are the same or not as the contract has it",
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, true),
            (#"{"a":[{"b":1,"c":0}]}"#, #"{"a":[{"c":-0,"b":1}]}"#, true),
            (#"{"a":null}"#, "{}", true),
            (#"{"a":{"b":null,"c":1}}"#, #"{"a":{"c":1}}"#, true),
            ("710", #""710""#, true),
            (#"[{"currency":710}]"#, #"[{"currency":"710"}]"#, true),
            (
                #"{"id":"0A0B0C0D-0000-4000-8000-00000000000F"}"#,
                #"{"id":"0a0b0c0d-0000-4000-8000-00000000000f"}"#, true
            ),
            (#""Term0001""#, #""term0001""#, false),
            (#""0710""#, "710", false),
            ("true", #""true""#, false),
            ("[1,2]", "[2,1]", false),
            ("[1,null]", "[1]", false),
            ("[1,2]", "[1,2,3]", false),
            ("1", "1.0", false),
            ("1e2", "1E2", false),
            (#"{"a":1}"#, #"{"a":1,"b":2}"#, false),
            (#"{"a":1,"b":2}"#, #"{"a":2,"b":1}"#, false),
            (#"{"a":1}"#, #"{"b":1}"#, false),
            ("null", "false", false),
        ])
    func equivalence(text: String, twin: String, expected: Bool) throws {
        let (tree, twin) = (try JSON(parsing: text), try JSON(parsing: twin))
        #expect(tree.isEquivalent(to: twin) == expected)
        #expect(twin.isEquivalent(to: tree) == expected)
        #expect(tree.isEquivalent(to: tree))
    }

    @Test("Objects of 100,000 members in opposite order are compared", .timeLimit(.minutes(1)))
    func comparesMembers() throws {
        let members = (0..<100_000).map { "\"m\($0)\":0" }
        let tree = try JSON(parsing: "{\(members.joined(separator: ","))}")
        let twin = try JSON(parsing: "{\(members.reversed().joined(separator: ","))}")
        #expect(tree.isEquivalent(to: twin))
    }
}
