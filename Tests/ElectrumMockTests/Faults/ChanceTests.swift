import ElectrumMock
import ElectrumSwitch
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Draws, seen over the wire.
@Suite(.blocking) struct ChanceTests {
    private static let clients = 64
    private static let runs = 20
    private static let transactions = 256

    @Test("With one seed, 64 clients at once in any order meet the same faults, in each of 20 runs")
    func sameDecisions() async throws {
        let seed: UInt64 = 2026
        let text = """
            rules:
              - name: flaky
                on: [provision]
                chance: 10%
                replies: [error: 503 UPSTREAM_UNAVAILABLE]
            """
        let scenario = try Scenario(name: "flaky", yaml: text, file: "flaky.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.switching.seed = seed
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var generator = SeededGenerator(seed: seed)
            var expected: Set<Int>?
            for run in 1...Self.runs {
                try sandbox.reset()
                let order = (0..<Self.transactions).shuffled(using: &generator)
                let failed = try await failures(of: order, at: mock)
                #expect(failed == expected ?? failed, "seed \(seed), run \(run)")
                // The mean is 26, the standard deviation 5.
                #expect((6...46).contains(failed.count), "seed \(seed), run \(run)")
                expected = failed
            }
        }
    }

    /// The transactions that fail, of those that the clients take turns to provision.
    private func failures(of order: [Int], at mock: MockServer) async throws -> Set<Int> {
        try await withThrowingTaskGroup { group in
            for first in 0..<Self.clients {
                group.addTask {
                    let till = try Till(mock)
                    return try stride(from: first, to: order.count, by: Self.clients)
                        .map { order[$0] }.filter { try till.provision(uuid($0)).status == 503 }
                }
            }
            return try await group.reduce(into: []) { $0.formUnion($1) }
        }
    }
}
