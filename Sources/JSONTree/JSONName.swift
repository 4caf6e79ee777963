/// A name to search texts for, where most other names differ in their length or first bytes.
package struct JSONName: Sendable {
    /// A key of up to eight bytes that distinguishes most names with one comparison.
    struct Key: Equatable {
        let count: Int
        /// The first eight bytes as a number, padded with zeros.
        let head: UInt64

        /// True if the key holds the whole name.
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
    package init(_ text: String) {
        utf8 = Array(text.utf8)
        key = utf8.withUnsafeBytes { Key(of: 0..<$0.count, in: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// Returns true if both buffers hold the same bytes, compared eight at a time.
    func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count >= 8 else { return (0..<count).allSatisfy { self[$0] == other[$0] } }
        var offset = 0
        while offset + 8 <= count {
            guard hasSameWord(as: other, at: offset) else { return false }
            offset += 8
        }
        // The last word overlaps the one before.
        return hasSameWord(as: other, at: count - 8)
    }

    private func hasSameWord(as other: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
