/// The generator SplitMix64: a seed gives the same numbers everywhere.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The distance of two states: 2⁶⁴ divided by the golden ratio.
    package static let stride: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The numbers of a seed.
    package init(seed: UInt64) {
        state = seed
    }

    /// Returns the next number.
    package mutating func next() -> UInt64 {
        state &+= Self.stride
        return Self.mixed(state)
    }

    /// Makes the numbers that follow depend on another number as well.
    package mutating func absorb(_ number: UInt64) {
        state = Self.mixed(state ^ number) &+ Self.stride
    }

    /// Returns the number of a state: a permutation in which every bit depends on all.
    package static func mixed(_ state: UInt64) -> UInt64 {
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// A random generator that depends only on a seed and a purpose: not on the order of transactions,
/// nor on other sandboxes.
package struct Draw: RandomNumberGenerator, Sendable {
    private var generator: SeededGenerator

    /// A generator for a seed, a purpose and what else the draw is for.
    package init(
        seed: UInt64, purpose: StaticString, numbers: (UInt64, UInt64)? = nil, text: String = ""
    ) {
        generator = SeededGenerator(seed: seed)
        purpose.withUTF8Buffer { for byte in $0 { generator.absorb(UInt64(byte)) } }
        if let numbers {
            generator.absorb(numbers.0)
            generator.absorb(numbers.1)
        }
        var text = text
        text.withUTF8 { for byte in $0 { generator.absorb(UInt64(byte)) } }
    }

    /// Returns the next 64 bits.
    package mutating func next() -> UInt64 {
        generator.next()
    }

    /// Returns `count` characters out of `alphabet`, which holds at most 256 ASCII characters.
    package mutating func text(_ count: Int, from alphabet: StaticString) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            alphabet.withUTF8Buffer { alphabet in
                for index in 0..<count {
                    buffer[index] = alphabet[Int(next() % UInt64(alphabet.count))]
                }
            }
            return count
        }
    }

    /// Returns a text of decimal digits.
    package mutating func digits(_ count: Int) -> String {
        text(count, from: "0123456789")
    }

    /// Returns a random UUID of version 4 (RFC 9562, section 5.4).
    package mutating func uuid() -> String {
        func hex(_ count: Int) -> String { text(count, from: "0123456789abcdef") }
        let variant = text(1, from: "89ab")
        return "\(hex(8))-\(hex(4))-4\(hex(3))-\(variant)\(hex(3))-\(hex(12))"
    }
}
