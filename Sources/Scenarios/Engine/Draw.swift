import Vocabulary

/// Random bits as a function of their purpose, never a stream: the same in whatever order they are
/// drawn. FNV-1a over the parts, finished with the mixer of splitmix64.
struct Draw {
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
    func bits(for facts: MessageFacts, _ order: UInt64?, _ purpose: Purpose) -> UInt64 {
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
        return Self.mixed(hash.state)
    }

    /// Returns a UUID of version 4 (RFC 9562 section 5.4), the n-th of those drawn from some bits.
    static func uuid(_ bits: UInt64, _ number: Int) -> String {
        let turn = UInt64(truncatingIfNeeded: number) &* 2
        let high = mixed(bits &+ turn &* 0x9E37_79B9_7F4A_7C15) & ~0xF000 | 0x4000
        let low = mixed(bits &+ (turn &+ 1) &* 0x9E37_79B9_7F4A_7C15) & ~(3 << 62) | 2 << 62
        let digits = [high, low].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var groups: [Substring] = []
        var rest = digits[...]
        for count in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return groups.joined(separator: "-")
    }

    private static func mixed(_ state: UInt64) -> UInt64 {
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
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
