/// A name to search texts for, where most other names differ in their length or first bytes.
struct JSONName: Sendable {
    /// A key of up to eight bytes that distinguishes most names with one comparison.
    struct Key: Equatable {
        let count: Int
        /// The first eight bytes as a number, padded with zeros.
        let head: UInt64

        /// True if the key holds the whole name.
        var isWhole: Bool { count <= 8 }

        /// A number whose high bits depend on the whole key.
        var hash: UInt64 { (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15 }

        /// - Precondition: the range is one of the bytes.
        @inline(__always)
        init(of range: Range<Int>, in bytes: UnsafeRawBufferPointer) {
            count = range.count
            guard range.lowerBound + 8 <= bytes.count else {
                var word: UInt64 = 0
                withUnsafeMutableBytes(of: &word) {
                    $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
                }
                head = UInt64(littleEndian: word)
                return
            }
            let word = bytes.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
            let bits = 8 &* UInt64(truncatingIfNeeded: min(8, count))
            head = bits == 0 ? 0 : UInt64(littleEndian: word) & (.max &>> (64 &- bits))
        }

        /// Returns true if a node without escapes spells the name of this key.
        @inline(__always)
        func fits(
            _ node: JSONNode, spelling name: UnsafeRawBufferPointer,
            in bytes: UnsafeRawBufferPointer
        ) -> Bool {
            // Most names differ in length.
            guard node.contentCount == count, Key(of: node.contentRange, in: bytes) == self else {
                return false
            }
            return isWhole
                || UnsafeRawBufferPointer(rebasing: bytes[node.contentRange])
                    .hasSameBytes(as: name)
        }
    }

    let utf8: [UInt8]
    let key: Key

    /// A name that is compared scalar for scalar (RFC 8259 section 8.3).
    init(_ text: String) {
        utf8 = Array(text.utf8)
        key = utf8.withUnsafeBytes { Key(of: 0..<$0.count, in: $0) }
    }
}

/// Different names, indexed so that a text is compared with one of them or two.
package struct JSONNames: Sendable {
    private let names: [JSONName]
    /// By hash the number of a name, from 1; 0 for none. A name whose place is taken has the next.
    private let slots: [UInt8]
    private let shift: UInt64

    /// - Precondition: no more than 255 names.
    package init(_ texts: [String]) {
        precondition(texts.count <= UInt8.max, "\(texts.count) names are too many")
        names = texts.map(JSONName.init)
        // At least four places for each, and one that stays empty.
        let bits = UInt64(Int.bitWidth - (4 * texts.count).leadingZeroBitCount)
        shift = UInt64(UInt64.bitWidth) - max(1, bits)
        var slots = [UInt8](repeating: 0, count: 1 << max(1, bits))
        for (index, name) in names.enumerated() {
            var slot = Int(name.key.hash >> shift)
            while slots[slot] > 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt8(index + 1)
        }
        self.slots = slots
    }

    /// The indices of the names, in the order given.
    package var indices: Range<Int> { names.indices }

    /// Returns the index of the name that is a range of the bytes.
    func index(of range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int? {
        let key = JSONName.Key(of: range, in: bytes)
        var slot = self.slot(of: key)
        while slots[slot] > 0 {
            let index = Int(slots[slot]) - 1
            if names[index].key == key {
                if key.isWhole { return index }
                let content = UnsafeRawBufferPointer(rebasing: bytes[range])
                let isSame = names[index].utf8.withUnsafeBytes { content.hasSameBytes(as: $0) }
                if isSame { return index }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func slot(of key: JSONName.Key) -> Int { Int(truncatingIfNeeded: key.hash &>> shift) }

    /// Returns the index of a name.
    func index(of name: [UInt8]) -> Int? { names.firstIndex { name == $0.utf8 } }
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

    func hasSameWord(as other: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
