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
