import TestSupport
import Testing
import Vocabulary

@testable import Scenarios

@Suite("The rules of a scenario take a bounded time for a message")
struct MatchBudgetTests {
    private static let slow = "(\(String(repeating: "[^a]*", count: 180)))b"

    /// A provision with long values everywhere.
    private static var long: MessageFacts {
        var facts = MessageFacts.provision("t")
        let text = String(repeating: "x", count: 16_000)
        facts.bodyBytes = 1024 * 1024
        facts.header = { _ in text }
        facts.body = { _ in .text(text) }
        return facts
    }

    private static func values(_ count: Int) -> String {
        (0..<count).map { "v\($0)" }.joined(separator: ", ")
    }

    private static let slowConditions: [(name: String, when: String, rules: Int)] = [
        ("patterns", "{header.X: {matches: '\(slow)'}}", 60),
        ("patterns that must not match", "{not: {header.X: {matches: '\(slow)'}}}", 60),
        (
            "patterns of which any will do",
            "{any: [{header.X: {matches: '\(slow)'}}, {header.Y: {matches: '\(slow)'}}]}", 30
        ),
        ("lists of values", "{header.X: [\(values(150))]}", 480),
        ("members of a large body", "{body.a: 1, body.b: 2}", 400),
        (
            "headers in lists of conditions",
            "{any: [\((0..<50).map { "{header.X\($0): 1}" }.joined(separator: ", "))]}", 400
        ),
    ]

    @Test(
        "A message that would take longer matches no rule, and it is said of which",
        arguments: slowConditions.indices)
    func givenUp(index: Int) throws {
        let (name, when, count) = Self.slowConditions[index]
        var engine = try ScenarioEngine(
            rules: (0..<count).map {
                // No two alike, or the second could never fire.
                "  - {name: r\($0), when: \(when.dropLast()), header.U\($0): 1}, "
                    + "replies: [{lost: reply}]}"
            }.joined(separator: "\n") + "\n  - {name: last, replies: [{lost: request}]}")
        let verdict = engine.decide(Self.long, at: .begin)
        #expect(verdict.rule == nil, "\(name)")
        let rule = try #require(verdict.givenUpAt, "\(name)")
        #expect(
            engine.nearMiss(Self.long, at: .begin)
                == "rule `\(rule)`: not tried to the end, nor any after it: matching takes more "
                + "than 250000 steps for this message")
        let tally = engine.tallies { _ in false }.first { $0.name == rule }
        #expect(tally?.nearMiss == "matching was given up for 1 provision, after 250000 steps")
        // Another message is matched as ever, unless there is too much to look at in any.
        let isAlways = index == Self.slowConditions.count - 1
        #expect((engine.decide(.provision("u"), at: .begin).givenUpAt != nil) == isAlways)
    }

    @Test("What tills send is matched to the end, by hundreds of rules")
    func ordinary() throws {
        let uuid = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"
        var engine = try ScenarioEngine(
            rules: (0..<400).map {
                "  - {name: r\($0), when: {body.id: {matches: '\(uuid)'}, body.n: \($0)}, "
                    + "replies: [{lost: reply}]}"
            }.joined(separator: "\n"))
        var facts = MessageFacts.provision("t")
        facts.bodyBytes = 1200
        facts.body = { path in
            .text(path == "id" ? "a1b2c3d4-0000-4000-8000-000000000001" : "399")
        }
        #expect(engine.decide(facts, at: .begin).rule == "r399")
    }

    @Test(
        "check warns of patterns that a long header makes spend all of it, and of no others",
        arguments: [
            (slow, true), ("(a*b*c*){100}x", true),
            ("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", false),
            ("(?i)(visa|master|maestro).*", false), (".*test.*", false), ("x{3,500}", false),
            ("(a+)+b", false),
        ])
    func warnings(pattern: String, isSlow: Bool) throws {
        let directory = TemporaryDirectory()
        try directory.write([
            "x.yaml": "rules: [{name: r, when: {any: [{header.X: {matches: '\(pattern)'}}]}, "
                + "replies: [normal]}]"
        ])
        let path = "\(directory.path)/x.yaml"
        let result = ScenarioLibrary.check([path], ScenarioSources(hasStandard: false))
        #expect(result.diagnostics.list.isEmpty)
        #expect(
            result.warnings.map(directory.normalised)
                == (isSlow
                    ? [
                        "DIR/x.yaml: warning: rule `r`: `\(pattern)` may take more than 250000 "
                            + "steps for a long header, and the message then matches no rule"
                    ] : []))
        let scenario = try Scenario(
            name: "x", yaml: try Disk.text(of: path), file: "x.yaml", providers: [])
        #expect(scenario.explanation.contains("may take longer than a message may") == isSlow)
    }
}
