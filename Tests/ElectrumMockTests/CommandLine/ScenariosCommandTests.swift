import Scenarios
import TestSupport
import Testing

/// `electrum-mock scenarios`.
@Suite(.blocking) struct ScenariosCommandTests {
    /// Runs the command to its end.
    private func run(_ name: String...) async throws -> (MockProcess, status: Int32) {
        let mock = try MockProcess(
            ["scenarios", "--scenarios", ShippedScenarios.directory] + name)
        return (mock, try await mock.exit.status)
    }

    @Test("It lists every scenario on a line, with flow, messaging and title")
    func list() async throws {
        let (mock, status) = try await run()
        #expect(status == 0)
        let lines = mock.output.split(separator: "\n")
        #expect(lines.count == (try ShippedScenarios.library.get().scenarios.count))
        let columns = /flows\/f1-dual-success +F1 +dual +\S.+/
        #expect(lines.contains { $0.wholeMatch(of: columns) != nil })
    }

    @Test("It explains one as a table: rule, on, when, and the attempts")
    func table() async throws {
        let (mock, status) = try await run("f6-upstream-unknown-retries-succeed")
        #expect(status == 0)
        let lines = mock.output.split(separator: "\n")
        let head = lines.firstIndex { $0.hasPrefix("rule ") }
        let index = try #require(head)
        let cells = lines[index].split(separator: /\s{2,}/)
        #expect(cells == ["rule", "on", "when", "attempt 1", "attempt 2", "attempt 3 …"])
        #expect(lines[index + 1].split(separator: /\s{2,}/).last == "normal")
    }

    @Test("An unknown name ends with exit 2 and says so")
    func unknown() async throws {
        let (mock, status) = try await run("nonsense")
        #expect(status == 2)
        #expect(mock.errors.contains("unknown scenario `nonsense`"))
        #expect(mock.output.isEmpty)
    }
}
