extension UnsafeRawBufferPointer {
    /// Returns how many bytes both begin with alike, 32 compared at a time: messages and heads that
    /// are compared are mostly equal, and all of them is looked at.
    package func equalCount(with other: UnsafeRawBufferPointer) -> Int {
        let most = Swift.min(count, other.count)
        var equal = 0
        while equal &+ 32 <= most {
            let different =
                (word(at: equal) ^ other.word(at: equal))
                | (word(at: equal &+ 8) ^ other.word(at: equal &+ 8))
                | (word(at: equal &+ 16) ^ other.word(at: equal &+ 16))
                | (word(at: equal &+ 24) ^ other.word(at: equal &+ 24))
            guard different == 0 else { break }
            equal &+= 32
        }
        while equal &+ 8 <= most {
            let different = word(at: equal) ^ other.word(at: equal)
            guard different == 0 else { return equal + different.trailingZeroBitCount / 8 }
            equal &+= 8
        }
        while equal < most, self[equal] == other[equal] { equal &+= 1 }
        return equal
    }

    /// Eight bytes, the first of them lowest; the caller sees to it that they lie inside.
    func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
