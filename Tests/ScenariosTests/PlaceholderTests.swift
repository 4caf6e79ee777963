import JSONTree
import Testing
import Vocabulary

@testable import Scenarios

@Suite("An answer that is written out")
struct PlaceholderTests {
    private func answer(_ respond: String) throws -> RawAnswer {
        let scenario = try Scenario(
            name: "x", yaml: "rules: [{name: r, replies: [{respond: \(respond)}]}]",
            file: "x.yaml")
        guard case .respond(let answer, _) = scenario.rules.first?.replies.first?.outcome else {
            throw Missing()
        }
        return answer
    }

    private struct Missing: Error {}

    /// A value for each kind of placeholder; what a till says has all that could break an answer.
    private func value(_ placeholder: Template.Placeholder) -> String {
        switch placeholder {
        case .body(let path): "b(\(path))\"\\\r\nX: y"
        case .header(let name): "h(\(name))"
        case .pathID: "id"
        case .now: "now"
        case .uuid: "uuid"
        case .voucherCode: "code"
        }
    }

    @Test("takes the values of its placeholders, in text and in a tree")
    func filling() throws {
        let tree = try answer(
            """
            {status: 200, headers: {X-Id: "{{path.id}} {{ now }}"},
             body: {a: ["{{uuid}}-{{voucher.code}}", 7], "{{b}}": "{{header.X-Y}}"}}
            """
        ).filled(value)
        #expect(tree.headers.map(\.value) == ["id now"])
        #expect(tree.body == ["a": ["uuid-code", 7], "{{b}}": "h(X-Y)"])
        let text = try answer("{status: 200, body: 'Sorry {{body.a.0}}.'}").filled(value)
        #expect(text.body == .string("Sorry b(a.0)\"\\\r\nX: y."))
    }

    @Test("cannot be broken by a value: headers keep their line, JSON its texts")
    func injection() throws {
        let filled = try answer(
            #"{status: 200, headers: {X: "{{body.a}}"}, body: '{"a": "{{body.a}}"}'}"#
        ).filled(value)
        #expect(filled.headers.map(\.value) == [#"b(a)"\  X: y"#])
        #expect(filled.body == .string(#"{"a": "b(a)\"\\\r\nX: y"}"#))
        let typed = try answer(
            #"{status: 200, headers: {Content-Type: text/plain}, body: '{"{{body.a}}'}"#
        ).filled(value)
        #expect(typed.body == .string("{\"b(a)\"\\\r\nX: y"))
    }

    @Test("asks for a value once, and is no larger for what a till says than 256 KiB")
    func largeValues() throws {
        let places = String(repeating: "{{body.a}}", count: 900)
        let tree = try answer(
            "{status: 200, headers: {X: '{{body.a}}'}, body: {a: '\(places)', b: '{{path.id}}'}}")
        for (size, shown) in [(10, 901), (1000, 262), (262_144, 1), (262_145, 0)] {
            var asked = 0
            let filled = tree.filled { placeholder in
                guard case .body = placeholder else { return "" }
                asked += 1
                return String(repeating: "x", count: size)
            }
            let text = "\(filled.headers.map(\.value))\(filled.body?.description ?? "")"
            #expect(text.utf8.count { $0 == UInt8(ascii: "x") } == size * shown, "\(size)")
            #expect(asked == 1)
        }
    }

    @Test(
        "is refused with more placeholders or headers than an answer takes",
        arguments: [
            (
                "{status: 200, body: '\(String(repeating: "{{now}}", count: 1001))'}",
                "1000 placeholders"
            ),
            (
                "{status: 200, headers: {X: [\(String(repeating: "a, ", count: 101))]}}",
                "100 headers"
            ),
        ])
    func large(respond: String, most: String) {
        let error = #expect(throws: Diagnostics.self) { try answer(respond) }
        #expect(error?.list.map(\.message) == ["an answer takes at most \(most)"])
    }

    @Test("may have several headers of one name, and a Date")
    func headers() throws {
        let raw = try answer("{status: 200, headers: {Set-Cookie: [a=1, b=2], Date: today}}")
        #expect(
            raw.headers.map { "\($0.name): \($0.value)" }
                == ["Set-Cookie: a=1", "Set-Cookie: b=2", "Date: today"])
        #expect(!raw.hasPlaceholders)
    }

    @Test("draws its UUIDs from the seed, another one at each place")
    func uuids() throws {
        let rules = "  - {name: r, replies: [{respond: {status: 200, body: '{{uuid}}'}}]}"
        var engine = try ScenarioEngine(rules: rules, seed: 7)
        var twin = try ScenarioEngine(rules: rules, seed: 7)
        var other = try ScenarioEngine(rules: rules, seed: 8)
        let uuid = engine.decide(.provision("t"), at: .begin).uuid(1)
        #expect(twin.decide(.provision("t"), at: .begin).uuid(1) == uuid)
        #expect(other.decide(.provision("t"), at: .begin).uuid(1) != uuid)
        #expect(twin.decide(.provision("t"), at: .begin).uuid(2) != uuid)
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(uuid.wholeMatch(of: form) != nil)
    }

    @Test(
        "is refused when a placeholder is not known",
        arguments: [
            ("'{{uid}}'", "unknown placeholder `{{uid}}`"),
            ("'{{body}}'", "unknown placeholder `{{body}}`"),
            ("{a: ['{{path}}']}", "unknown placeholder `{{path}}`"),
            ("'{{now'", "`{{` is never closed"),
            (
                "'{{header.Authorization}}'",
                "the header `Authorization` holds a secret and is not repeated"
            ),
        ])
    func refusals(body: String, message: String) {
        let error = #expect(throws: Diagnostics.self) {
            try answer("{status: 200, body: \(body)}")
        }
        #expect(error?.list.map(\.message) == [message])
    }
}
