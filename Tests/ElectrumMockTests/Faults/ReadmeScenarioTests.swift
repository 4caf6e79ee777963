import ElectrumMock
import ElectrumSwitch
import Foundation
import Scenarios
import TestSupport
import Testing

/// The scenario that the README begins with.
@Suite(.blocking) struct ReadmeScenarioTests {
    /// The first block of YAML below "Write a scenario".
    private static func text() throws -> String {
        let directory = ShippedScenarios.directory.split(separator: "/").dropLast()
            .joined(separator: "/")
        let readme = try String(contentsOfFile: "/\(directory)/README.md", encoding: .utf8)
        let chapter = try #require(readme.firstRange(of: "## Write a scenario")).upperBound
        let block = try #require(readme[chapter...].firstMatch(of: /```yaml\n((?s).*?)```/))
        return String(block.1)
    }

    @Test("It has no more than eight lines of rules")
    func length() throws {
        let lines = try Self.text().split(separator: "\n").drop { $0 != "rules:" }
        #expect((1...8).contains(lines.count))
    }

    @Test("The first two provisions of every terminal fail with 503, then they work")
    func played() async throws {
        let text = try Self.text()
        try await withMock {
            $0.switching.scenario = try Scenario(name: "slow-start", yaml: text, file: "slow.yaml")
        } _: { mock in
            var till = try Till(mock)
            var statuses: [String: [Int]] = [:]
            for number in 0..<8 {
                till.terminal = number % 2 == 0 ? "term0001" : "term0002"
                statuses[till.terminal, default: []].append(
                    try till.provision(uuid(number + 1)).status)
            }
            #expect(statuses["term0001"] == [503, 503, 201, 201])
            #expect(statuses["term0002"] == [503, 503, 201, 201])
        }
    }
}
