/// A run of string bytes that need no escaping in JSON: no quote, backslash or control character
/// (RFC 8259 section 7).
struct PlainRun {
    /// The position of the first other byte, or the end of all bytes.
    let end: Int
    let isASCII: Bool

    /// Finds the run that begins at `start`, which may be empty.
    @inline(__always)
    init(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        var position = start
        let raw = UnsafeRawBufferPointer(bytes)
        while position &+ 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let plain = Self.plainASCIIPrefix(of: UInt64(littleEndian: word))
            position &+= plain
            guard plain == 8 else { break }
        }
        if position < bytes.count, position &+ 8 > bytes.count, bytes.count >= 8 {
            // The last bytes, as a word that ends in zeros.
            let word = raw.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
            let known = UInt64(truncatingIfNeeded: position &+ 8 &- bytes.count)
            position &+= Self.plainASCIIPrefix(of: UInt64(littleEndian: word) &>> (8 &* known))
        }
        var union: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard byte != JSONByte.quote, byte != JSONByte.backslash, byte >= JSONByte.space else {
                break
            }
            union |= byte
            position += 1
        }
        end = position
        isASCII = UTF8.isASCII(union)
    }

    /// Returns how many of eight bytes, the first of them lowest, precede the first quote,
    /// backslash, control character or byte beyond ASCII.
    private static func plainASCIIPrefix(of word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let noQuote = word ^ ones &* UInt64(JSONByte.quote)
        let noBackslash = word ^ ones &* UInt64(JSONByte.backslash)
        // A byte below a bound gets its highest bit when the bound is taken from it; one that has
        // the bit already is beyond ASCII. What it borrows falsifies later bytes only.
        let found =
            (word &- ones &* UInt64(JSONByte.space)) | (noQuote &- ones) | (noBackslash &- ones)
            | word
        return (found & (ones &* 0x80)).trailingZeroBitCount / 8
    }
}
