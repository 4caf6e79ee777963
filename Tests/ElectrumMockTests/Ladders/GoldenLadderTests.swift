import Conformance
import Foundation
import JSONTree
import Scenarios
import TestSupport
import Testing
import Till

/// The ladder of a sale under each flow and each fault, as a right till plays it. `make generate`
/// writes the golden files anew.
@Suite(.blocking) struct GoldenLadderTests {
    private static let sets = ["flows", "faults"]

    @Test("The ladder of each scenario is the golden one", arguments: sets)
    func ladders(folder: String) async throws {
        var text = ""
        // Handshakes fail on a till that does not speak TLS, and a delay that is drawn ends on
        // either side of a millisecond.
        let others = ["tls-", "delay-"]
        for name in ShippedScenarios.names(in: folder)
        where !others.contains(where: name.hasPrefix) {
            let ladder = try await Self.ladder(of: "\(folder)/\(name)")
            text += "# \(folder)/\(name)\n\n\(ladder.lines().joined(separator: "\n"))\n\n"
        }
        try Self.expectGolden(text, "\(folder).txt")
    }

    @Test(
        "The JSON of a ladder is the golden one",
        arguments: ["flows/f1-dual-success", "flows/stellr-reversal-keeps-voucher"])
    func json(name: String) async throws {
        let text = try await Self.ladder(of: name).json.prettyPrinted() + "\n"
        try Self.expectGolden(text, name.split(separator: "/").joined(separator: "-") + ".json")
    }

    /// Returns the ladder of the first sale; its times begin at midnight.
    private static func ladder(of name: String) async throws -> Ladder {
        let scenario = try ShippedScenarios.scenario(name)
        let run = try await PlayedRun(scenario) { till in
            till.settings.provider =
                name.contains("stellr")
                ? "Stellr"
                : name.contains("netcare") ? "Netcare" : till.settings.provider
            // The fault may need a connection that was used before.
            if name.hasSuffix("lost-reply-used-connection") { try till.sell(uuid(9)) }
            try till.sell(uuid(1))
        }
        let index = run.offline.transactions.firstIndex { $0.id == uuid(1) }
        let exhibit = run.offline.exhibits.first { $0.transaction == index }
        return try #require(exhibit, "\(name)").ladder.beginningAtMidnight
    }

    private static func expectGolden(_ text: String, _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["RENEW"] != nil {
            try Data(text.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        guard text != golden else { return }
        let lines = zip(text.split(separator: "\n"), golden.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        Issue.record(
            "\(name) differs, first in:\n\(first?.0 ?? "")\nexpected:\n\(first?.1 ?? "")")
    }
}
