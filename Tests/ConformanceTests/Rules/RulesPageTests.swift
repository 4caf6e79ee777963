import Conformance
import Foundation
import Testing

struct RulesPageTests {
    @Test("docs/rules.md is the rules' own text")
    func page() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = tests.appendingPathComponent("../../..").standardized
        let file = root.appendingPathComponent("docs/rules.md")
        if ProcessInfo.processInfo.environment["RENEW"] != nil {
            try Data(rulesPage().utf8).write(to: file)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == rulesPage(), "`make generate` writes it anew")
    }

    @Test("the rules are D1 to D18, in order")
    func order() {
        #expect(VerdictRule.all.map(\.id) == (1...18).map { "D\($0)" })
    }
}
