import Synchronization
import Vocabulary

/// A cache of the meanings of names: the bodies of messages repeat them, and to split a name into
/// words costs more than everything else done with its member.
struct SecretNames {
    /// The meaning of a name for its value, and true if the name itself cannot be shown: it holds
    /// the number of a card, or looks like a mask.
    typealias Name = (meaning: SecretName, isHidden: Bool)

    /// A name of at most 32 bytes.
    private struct Key: Equatable {
        let count: Int
        let bytes: SIMD4<UInt64>

        static let countMax = 32

        init(_ name: UnsafeBufferPointer<UInt8>) {
            var bytes = SIMD4<UInt64>()
            withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: name) }
            self.bytes = bytes
            count = name.count
        }

        /// The first of the slots in which the name may be.
        var slot: Int {
            let mixed = (bytes[0] &+ bytes[1] &* 31) ^ (bytes[2] &* 37 &+ bytes[3])
            let hash = (mixed &+ UInt64(truncatingIfNeeded: count)) &* SeededGenerator.stride
            return Int(hash >> UInt64(UInt64.bitWidth - Self.slotBits))
        }

        /// Slots for many times as many names as the contract has.
        static let slotBits = 10
    }

    /// A name is in one of four slots. Where all are taken it has the first: names of a hostile
    /// till that nobody asks for again make the cache no larger, and go in time.
    private static let shared = Mutex(
        [(key: Key, name: Name)?](
            repeating: nil, count: 1 << Key.slotBits))

    private static let probesMax = 4

    private var known: [(key: Key, name: Name)?]
    private var hasNews = false

    /// The meanings known by now.
    init() {
        known = Self.shared.withLock { $0 }
    }

    /// Reads a name in UTF-8.
    mutating func read(_ name: UnsafeBufferPointer<UInt8>) -> Name {
        guard name.count <= Key.countMax else { return Self.named(name) }
        let key = Key(name)
        var slot = key.slot
        for probe in 0..<Self.probesMax {
            let place = (key.slot + probe) % known.count
            guard let known = known[place] else {
                slot = place
                break
            }
            if known.key == key { return known.name }
        }
        let read = Self.named(name)
        known[slot] = (key, read)
        hasNews = true
        return read
    }

    private static func named(_ name: UnsafeBufferPointer<UInt8>) -> Name {
        let isHidden = name.starts(with: Masking.mask.utf8) || CardNumber.isIn(name)
        return (SecretName(String(decoding: name, as: UTF8.self)), isHidden)
    }

    /// Publishes the meanings that were read here first.
    func share() {
        if hasNews { Self.shared.withLock { $0 = known } }
    }
}
