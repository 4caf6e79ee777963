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

    @Test("It lists every scenario on a line, with flow and messaging, and its title below")
    func list() async throws {
        let (mock, status) = try await run()
        #expect(status == 0)
        let lines = mock.output.split(separator: "\n")
        let names = lines.filter { !$0.hasPrefix(" ") }
        #expect(names.count == (try ShippedScenarios.library.get().scenarios.count))
        let columns = /flows\/f1-dual-success +F1 +dual/
        let index = lines.firstIndex { $0.wholeMatch(of: columns) != nil }
        #expect(lines[try #require(index) + 1].hasPrefix("    "))
    }

    @Test("It explains one rule by rule: on, when, and the attempts")
    func table() async throws {
        let (mock, status) = try await run("f6-upstream-unknown-retries-succeed")
        #expect(status == 0)
        let lines = mock.output.split(separator: "\n")
        let index = try #require(lines.firstIndex { $0 == "provider-outage" })
        let names = lines[(index + 1)...].prefix(5).map { $0.split(separator: /\s{2,}/)[0] }
        #expect(names == ["on", "when", "attempt 1", "attempt 2", "attempt 3 …"])
        #expect(lines[index + 5].split(separator: /\s{2,}/).last == "normal")
    }

    @Test("An unknown name ends with exit 2 and says so")
    func unknown() async throws {
        let (mock, status) = try await run("nonsense")
        #expect(status == 2)
        #expect(mock.errors.contains("unknown scenario `nonsense`"))
        #expect(mock.output.isEmpty)
    }
}
