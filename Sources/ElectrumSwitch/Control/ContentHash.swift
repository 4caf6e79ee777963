import Vocabulary

/// A hash of contents for entity tags (FNV-1a, 64 bits): against chance, not against malice.
struct ContentHash {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }

    /// The hash as 16 hexadecimal digits.
    var digits: String { value.hexDigits }
}
