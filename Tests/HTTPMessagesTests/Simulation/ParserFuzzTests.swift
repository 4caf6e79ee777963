import Testing

@testable import HTTPMessages

/// Damaged messages neither crash the parser nor mean something else when they are split.
struct ParserFuzzTests {
    /// Inputs per shard; the four shards run side by side. A million in all when optimised.
    #if DEBUG
        private static let inputs = 75_000
    #else
        private static let inputs = 250_000
    #endif

    @Test("damaged input is read alike, however it is split", arguments: 0..<4)
    func splits(_ shard: UInt64) {
        let seed = SeededGenerator.testSeed &+ shard
        print("parser fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let corpus = ConformanceTests.cases.map(\.bytes).filter { !$0.isEmpty }
        let small = ConformanceTests.limits {
            $0.headBytesMax = 80
            $0.targetBytesMax = 20
            $0.fieldsMax = 4
            $0.bodyBytesMax = 16
        }
        for number in 0..<Self.inputs {
            let bytes = Mutator.mutate(
                generator.pick(corpus), with: generator.pick(corpus), using: &generator)
            let limits = generator.chance(50) ? small : HTTPLimits()
            let whole = Reading(of: [bytes[...]], limits: limits)
            for _ in 0..<2 {
                let pieces = Self.split(bytes, using: &generator)
                guard Reading(of: pieces, limits: limits) == whole else {
                    Issue.record("seed \(seed), input \(number): \(bytes) as \(pieces)")
                    return
                }
            }
        }
    }

    /// Up to six pieces, some of them empty.
    private static func split(
        _ bytes: [UInt8], using generator: inout SeededGenerator
    ) -> [ArraySlice<UInt8>] {
        let cuts = (0...generator.below(5)).map { _ in generator.below(bytes.count + 1) }.sorted()
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        for cut in cuts + [bytes.count] {
            pieces.append(bytes[start..<cut])
            start = cut
        }
        return pieces
    }
}
