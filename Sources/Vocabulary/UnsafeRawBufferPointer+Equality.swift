extension UnsafeRawBufferPointer {
    /// Returns how many bytes are alike from a place in each buffer on, compared 32 at a time:
    /// messages and heads that are compared are mostly equal, and all of them is looked at.
    package func equalCount(
        from start: Int = 0, with other: UnsafeRawBufferPointer, from otherStart: Int = 0
    ) -> Int {
        let most = Swift.min(count - start, other.count - otherStart)
        guard most > 0, let left = baseAddress?.advanced(by: start),
            let right = other.baseAddress?.advanced(by: otherStart)
        else { return 0 }
        var equal = 0
        while equal &+ 32 <= most,
            left.word(at: equal) == right.word(at: equal),
            left.word(at: equal &+ 8) == right.word(at: equal &+ 8),
            left.word(at: equal &+ 16) == right.word(at: equal &+ 16),
            left.word(at: equal &+ 24) == right.word(at: equal &+ 24)
        {
            equal &+= 32
        }
        while equal &+ 8 <= most {
            let different = left.word(at: equal) ^ right.word(at: equal)
            guard different == 0 else { return equal &+ different.trailingZeroBitCount / 8 }
            equal &+= 8
        }
        while equal < most, left.byte(at: equal) == right.byte(at: equal) { equal &+= 1 }
        return equal
    }
}

extension UnsafeRawPointer {
    /// Eight bytes, the first of them lowest; the caller sees to it that they lie inside.
    @inline(__always)
    func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    @inline(__always)
    func byte(at place: Int) -> UInt8 { load(fromByteOffset: place, as: UInt8.self) }
}
