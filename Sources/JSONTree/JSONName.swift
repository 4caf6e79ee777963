/// A name to look for in texts, where most of what it is compared with differs in its length or
/// its first bytes.
public struct JSONName: Sendable {
    /// What tells most names apart.
    struct Key: Equatable {
        let count: Int
        /// The first eight bytes as a number; those that are missing are 0.
        let head: UInt64

        /// Whether there are no other bytes.
        var isWhole: Bool { count <= 8 }

        /// - Precondition: the range is one of the bytes.
        @inline(__always)
        init(of range: Range<Int>, in bytes: UnsafeRawBufferPointer) {
            count = range.count
            guard range.lowerBound + 8 <= bytes.count else {
                head = bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
                return
            }
            let word = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
            let missing = UInt64(8 - min(8, count))
            head = UInt64(littleEndian: word) & (.max >> (8 * missing))
        }
    }

    let utf8: [UInt8]
    let key: Key

    /// A name that is compared scalar for scalar (RFC 8259 section 8.3).
    public init(_ text: String) {
        utf8 = Array(text.utf8)
        key = utf8.withUnsafeBytes { Key(of: 0..<$0.count, in: $0) }
    }
}
