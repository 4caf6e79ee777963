import Synchronization
import Vocabulary

/// A cache of the meanings of names: the bodies of messages repeat them, and to split a name into
/// words costs more than everything else done with its member.
struct SecretNames {
    /// A name of at most 32 bytes.
    private struct Key: Hashable {
        let count: Int
        let bytes: SIMD4<UInt64>

        static let countMax = 32

        init(_ name: UnsafeBufferPointer<UInt8>) {
            var bytes = SIMD4<UInt64>()
            withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: name) }
            self.bytes = bytes
            count = name.count
        }

        func hash(into hasher: inout Hasher) {
            let mixed = (bytes[0] &+ bytes[1] &* 31) ^ (bytes[2] &* 37 &+ bytes[3])
            hasher.combine(mixed &+ UInt64(truncatingIfNeeded: count))
        }
    }

    private static let shared = Mutex<[Key: SecretName]>([:])
    /// Many times as many as the contract has.
    private static let countMax = 1_024

    private var known: [Key: SecretName]
    private var hasNews = false

    /// The meanings known by now.
    init() {
        let shared = Self.shared.withLock { $0 }
        known = shared.count < Self.countMax ? shared : [:]
    }

    /// Reads a name in UTF-8.
    mutating func read(_ name: UnsafeBufferPointer<UInt8>) -> SecretName {
        guard name.count <= Key.countMax else {
            return SecretName(String(decoding: name, as: UTF8.self))
        }
        let key = Key(name)
        if let known = known[key] { return known }
        let read = SecretName(String(decoding: name, as: UTF8.self))
        if known.count < Self.countMax {
            known[key] = read
            hasNews = true
        }
        return read
    }

    /// Publishes the meanings that were read here first.
    func share() {
        if hasNews { Self.shared.withLock { $0 = known } }
    }
}
