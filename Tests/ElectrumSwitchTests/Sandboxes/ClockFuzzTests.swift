import FuzzInputs
import Testing
import Vocabulary

/// Whatever the machine's clock says, and however a manual one is moved, the switch answers.
struct ClockFuzzTests {
    @Test("Clocks that jump, and advances of every size", arguments: 0..<4)
    func jumps(shard: UInt64) {
        let seed = 20_260_128 + shard
        print("clock fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<TestInputs.count(1_000) / 4 {
            let input = Self.input(using: &generator)
            #expect(throws: Never.self, "seed \(seed): \(input)") {
                try FuzzedClock.check(input[...])
            }
        }
    }

    /// A life of a few steps, with jumps to the times of day at which something may be different.
    private static func input(using generator: inout SeededGenerator) -> [UInt8] {
        var input: [UInt8] = [.random(in: 0...255, using: &generator)]
        for _ in 0..<Int.random(in: 1...FuzzedClock.stepsMax, using: &generator) {
            let step = FuzzedClock.Step.allCases.randomElement(using: &generator) ?? .sell
            input.append(step.rawValue)
            switch step {
            case .jump: input += bytes(of: time(using: &generator))
            case .advance: input.append(.random(in: 0...255, using: &generator))
            case .advanceSeconds: input += bytes(of: Int32(time(using: &generator) >> 32))
            case .sell, .tick, .look: break
            }
        }
        return input
    }

    private static func time(using generator: inout SeededGenerator) -> Int64 {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: .min
        case 1: .max
        case 2: 0
        case 3: 1_769_596_889_123_000_000 + .random(in: 0...3_600_000_000_000, using: &generator)
        default: .random(in: .min ... .max, using: &generator)
        }
    }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
