import TestSupport
import Testing
import Vocabulary

/// 100,000 exchanges on connections of every kind, on mock clocks. A failure names the seed of
/// its connection: as `ELECTRUM_MOCK_TEST_SEED` it is the first that runs.
struct ExchangeSimulationTests {
    private static let shards: UInt64 = 4
    private static let exchangesPerShard = 25_000

    @Test(
        "whatever clients and handlers do, the exchange keeps its promises", arguments: 0..<shards)
    func promises(_ shard: UInt64) {
        var seed = SeededGenerator.testSeed &+ shard
        print("exchange simulation seed \(seed)")
        var exchanges = 0
        while exchanges < Self.exchangesPerShard {
            var connection = SimulatedConnection(seed: seed)
            do throws(Violation) {
                exchanges += try connection.run()
            } catch {
                Issue.record("seed \(seed): \(error)")
                return
            }
            seed &+= Self.shards
        }
    }
}
