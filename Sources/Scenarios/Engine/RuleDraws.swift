import Vocabulary

/// The random bits of a rule as a function of their purpose, never a stream: the same in whatever
/// order they are drawn. FNV-1a over the parts, finished with the mixer of SplitMix64.
struct RuleDraws {
    /// The purpose of the bits; different draws for the same message must be independent.
    enum Purpose: UInt8 {
        case chance = 1
        case delay = 2
        case latency = 3
        case uuid = 4
    }

    private let prefix: UInt64

    /// The draws of one rule.
    init(seed: UInt64, rule: String) {
        var hash = FNV()
        hash.add(seed)
        hash.add(rule)
        prefix = hash.state
    }

    /// Returns 64 random bits for a message. The operation counts too: the first confirmation of a
    /// transaction differs from its provision, though both are attempt 1.
    ///
    /// - Parameter order: the number of the transaction among those of its client, from 1, if that
    ///   replaces the transaction's id.
    func bits(for facts: borrowing MessageFacts, _ order: UInt64?, _ purpose: Purpose) -> UInt64 {
        var hash = FNV(state: prefix)
        hash.add(facts.operation.rawValue)
        if let order {
            hash.add(facts.client ?? "")
            hash.add(order)
        } else {
            hash.add(id: facts.transaction)
        }
        hash.add(UInt64(bitPattern: Int64(facts.attempt)))
        hash.add(purpose.rawValue)
        return SeededGenerator.mixed(hash.state)
    }

    /// Returns a delay for a message.
    func delay(
        _ delay: Delay, for facts: borrowing MessageFacts, _ order: UInt64?, _ purpose: Purpose
    ) -> Duration {
        delay.span { bits(for: facts, order, purpose) }
    }

    /// Returns a UUID of version 4 (RFC 9562 section 5.4), the n-th of those drawn from some bits.
    static func uuid(_ bits: UInt64, _ number: Int) -> String {
        let turn = UInt64(truncatingIfNeeded: number) &* 2
        let stride = SeededGenerator.stride
        let high = SeededGenerator.mixed(bits &+ turn &* stride) & ~0xF000 | 0x4000
        let low = SeededGenerator.mixed(bits &+ (turn &+ 1) &* stride) & ~(3 << 62) | 2 << 62
        return UUIDText.text(of: (high, low))
    }
}

/// The 64-bit hash FNV-1a.
private struct FNV {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            add(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// Adds a text, ended by a byte that does not occur in UTF-8, so that "ab" + "c" differs from
    /// "a" + "bc".
    mutating func add(_ text: String) {
        let isDone = text.utf8.withContiguousStorageIfAvailable { add($0) } != nil
        if !isDone { add(text.utf8) }
        add(0xFF as UInt8)
    }

    /// Adds an id, ignoring case (RFC 9562 section 4).
    mutating func add(id text: String) {
        for byte in text.utf8 {
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            add(isCapital ? byte | 0x20 : byte)
        }
        add(0xFF as UInt8)
    }

    private mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }
}
