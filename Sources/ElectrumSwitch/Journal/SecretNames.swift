import Synchronization
import Vocabulary

/// A cache of the meanings of names: the bodies of messages repeat them, and to split a name into
/// words costs more than everything else done with its member.
struct SecretNames {
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

        /// Where the name is kept, if it is.
        var slot: Int {
            let mixed = (bytes[0] &+ bytes[1] &* 31) ^ (bytes[2] &* 37 &+ bytes[3])
            let hash = (mixed &+ UInt64(truncatingIfNeeded: count)) &* SeededGenerator.stride
            return Int(hash >> UInt64(UInt64.bitWidth - Self.slotBits))
        }

        /// Slots for many times as many names as the contract has.
        static let slotBits = 10
    }

    /// Of two names with one slot the later has it: a hostile till fills the cache with names that
    /// are never asked for again, and finds it no larger.
    private static let shared = Mutex([(key: Key, name: SecretName)?](
        repeating: nil, count: 1 << Key.slotBits))

    private var known: [(key: Key, name: SecretName)?]
    private var hasNews = false

    /// The meanings known by now.
    init() {
        known = Self.shared.withLock { $0 }
    }

    /// Reads a name in UTF-8.
    mutating func read(_ name: UnsafeBufferPointer<UInt8>) -> SecretName {
        guard name.count <= Key.countMax else {
            return SecretName(String(decoding: name, as: UTF8.self))
        }
        let key = Key(name)
        let slot = key.slot
        if let known = known[slot], known.key == key { return known.name }
        let read = SecretName(String(decoding: name, as: UTF8.self))
        known[slot] = (key, read)
        hasNews = true
        return read
    }

    /// Publishes the meanings that were read here first.
    func share() {
        if hasNews { Self.shared.withLock { $0 = known } }
    }
}
