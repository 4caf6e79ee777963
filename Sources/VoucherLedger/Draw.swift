/// A random generator that depends only on a seed and a purpose: not on the order of transactions,
/// nor on other sandboxes.
package struct Draw: Sendable {
    private var state: UInt64

    /// A generator for a seed, a purpose and a text.
    package init(seed: UInt64, purpose: StaticString, text: String = "") {
        state = seed
        purpose.withUTF8Buffer { for byte in $0 { absorb(UInt64(byte)) } }
        for byte in text.utf8 { absorb(UInt64(byte)) }
    }

    /// A generator for one transaction.
    package init(seed: UInt64, purpose: StaticString, _ id: TransactionID, text: String = "") {
        self.init(seed: seed, purpose: purpose)
        absorb(id.high)
        absorb(id.low)
        for byte in text.utf8 { absorb(UInt64(byte)) }
    }

    /// Returns the next 64 bits (splitmix64).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// Returns `count` characters out of `alphabet`, which holds at most 256 ASCII characters.
    package mutating func text(_ count: Int, from alphabet: StaticString) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count {
                let choice = Int(next() % UInt64(alphabet.utf8CodeUnitCount))
                buffer[index] = alphabet.utf8Start[choice]
            }
            return count
        }
    }

    /// Returns a text of decimal digits.
    package mutating func digits(_ count: Int) -> String {
        text(count, from: "0123456789")
    }

    private mutating func absorb(_ part: UInt64) {
        state = Self.mix(state ^ part) &+ 0x9E37_79B9_7F4A_7C15
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
