/// Numbers that depend on a seed and on what they are drawn for, and on nothing else: not on the
/// order in which transactions arrive, nor on their neighbours.
public struct Draw: Sendable {
    private var state: UInt64

    /// A stream of its own for this seed, purpose and text.
    public init(seed: UInt64, purpose: StaticString, text: String = "") {
        state = seed
        purpose.withUTF8Buffer { for byte in $0 { absorb(UInt64(byte)) } }
        for byte in text.utf8 { absorb(UInt64(byte)) }
    }

    /// A stream that belongs to one transaction.
    public init(seed: UInt64, purpose: StaticString, _ id: TransactionID, text: String = "") {
        self.init(seed: seed, purpose: purpose)
        absorb(id.high)
        absorb(id.low)
        for byte in text.utf8 { absorb(UInt64(byte)) }
    }

    /// The next 64 bits (splitmix64).
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A text of `count` characters out of `alphabet`, which holds at most 256 ASCII characters.
    public mutating func text(_ count: Int, from alphabet: StaticString) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count {
                let choice = Int(next() % UInt64(alphabet.utf8CodeUnitCount))
                buffer[index] = alphabet.utf8Start[choice]
            }
            return count
        }
    }

    /// A text of decimal digits.
    public mutating func digits(_ count: Int) -> String {
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
