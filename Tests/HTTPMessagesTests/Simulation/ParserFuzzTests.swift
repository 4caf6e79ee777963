import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import HTTPMessages

/// Damaged messages neither crash the parser nor mean something else when they are split.
struct ParserFuzzTests {
    private static let shards = 4
    /// How many inputs all shards try together; `make test-million` tries a million.
    private static let inputs: Int = {
        let text = ProcessInfo.processInfo.environment["ELECTRUM_MOCK_TEST_INPUTS"]
        return text.flatMap { Int($0) } ?? 80_000
    }()

    @Test("damaged input is read and answered alike, however it is split", arguments: 0..<shards)
    func splits(_ shard: Int) {
        let seed = SeededGenerator.testSeed &+ UInt64(shard)
        print("parser fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let corpus = ConformanceTests.cases.map(\.bytes).filter { !$0.isEmpty }
        let small = ConformanceTests.limits {
            $0.headBytesMax = 80
            $0.targetBytesMax = 20
            $0.fieldsMax = 4
            $0.bodyBytesMax = 16
        }
        for number in 0..<Self.inputs / Self.shards {
            let bytes = Mutator.mutate(
                generator.pick(corpus), with: generator.pick(corpus), using: &generator)
            let limits = generator.chance(50) ? small : HTTPLimits()
            let whole = Reading(of: [bytes[...]], limits: limits)
            let answers = EchoConnection.answers(to: [bytes[...]], limits: limits)
            let pieces = Self.split(bytes, using: &generator)
            guard Reading(of: pieces, limits: limits) == whole,
                EchoConnection.answers(to: pieces, limits: limits) == answers
            else {
                Issue.record("seed \(seed), input \(number): \(bytes) as \(pieces)")
                return
            }
        }
    }

    @Test("Input is read the same whatever was read before", arguments: 0..<shards)
    func afterOthers(_ shard: Int) {
        let seed = SeededGenerator.testSeed &+ UInt64(shard)
        print("parser fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let corpus = ConformanceTests.cases.map(\.bytes).filter { !$0.isEmpty }
        let context = ExchangeContext(HTTPLimits())
        var heads = 0
        for number in 0..<Self.inputs / Self.shards / 4 {
            let original = generator.pick(corpus)
            _ = Reading(of: [original[...]], in: context)
            if context.heads.head(of: original[...]) != nil { heads += 1 }
            let bytes = Mutator.mutate(original, with: original, using: &generator)
            let pieces = Self.split(bytes, using: &generator)
            guard
                Reading(of: pieces, in: context) == Reading(of: [bytes[...]], limits: HTTPLimits())
            else {
                Issue.record("seed \(seed), input \(number): \(bytes) as \(pieces)")
                return
            }
        }
        #expect(heads > 100, "few of the inputs begin with a whole head")
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
