import Foundation
package import Vocabulary

extension SeededGenerator {
    /// Where every random test begins, unless `ELECTRUM_MOCK_TEST_SEED` says otherwise.
    package static let testSeed: UInt64 = {
        let text = ProcessInfo.processInfo.environment["ELECTRUM_MOCK_TEST_SEED"]
        return text.flatMap { UInt64($0) } ?? 20_260_128
    }()

    /// Returns a number from 0 up to `bound`, exclusive; 0 when there is nothing to choose from.
    package mutating func below(_ bound: Int) -> Int {
        bound > 0 ? Int(next() % UInt64(bound)) : 0
    }

    /// Returns true in so many of a hundred cases.
    package mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    /// Returns one of some choices.
    package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[below(choices.count)]
    }
}
