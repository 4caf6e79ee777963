/// The spelling of a UUID: hexadecimal 8-4-4-4-12, in either case, of any version (RFC 9562,
/// section 4).
package enum UUIDText {
    /// Returns the 128 bits of a UUID; nil for any other text.
    package static func bits(of text: String) -> (high: UInt64, low: UInt64)? {
        var text = text
        return text.withUTF8(bits)
    }

    /// Returns the 128 bits of a UUID; nil for any other text.
    ///
    /// - Parameter text: UTF-8.
    package static func bits(of text: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
        bits(of: text) { $0.hexDigitValue }
    }

    /// Returns the 128 bits of a UUID in lower case; nil for any other text.
    static func canonicalBits(of text: String) -> (high: UInt64, low: UInt64)? {
        var text = text
        return text.withUTF8 { utf8 in bits(of: utf8) { $0.lowerHexDigitValue } }
    }

    @inline(__always)
    private static func bits(
        of text: UnsafeBufferPointer<UInt8>, _ value: (UInt8) -> UInt8?
    ) -> (high: UInt64, low: UInt64)? {
        let dash = UInt8(ascii: "-")
        guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash,
            text[23] == dash, let first = number(text, 0..<8, value),
            let second = number(text, 9..<13, value), let third = number(text, 14..<18, value),
            let fourth = number(text, 19..<23, value), let fifth = number(text, 24..<36, value)
        else { return nil }
        return (first << 32 | second << 16 | third, fourth << 48 | fifth)
    }

    /// Returns the number that hexadecimal digits stand for; nil if one is none.
    @inline(__always)
    private static func number(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ value: (UInt8) -> UInt8?
    ) -> UInt64? {
        var number: UInt64 = 0
        for position in range {
            guard let digit = value(text[position]) else { return nil }
            number = number << 4 | UInt64(digit)
        }
        return number
    }

    /// Returns the canonical spelling of 128 bits.
    package static func text(of bits: (high: UInt64, low: UInt64)) -> String {
        String(unsafeUninitializedCapacity: 36) { text in
            var rest = (bits.high, bits.low)
            for position in (0..<36).reversed() {
                switch position {
                case 8, 13, 18, 23: text[position] = UInt8(ascii: "-")
                default:
                    let digit = UInt8(rest.1 & 0xF)
                    let first = digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10
                    text[position] = first + digit
                    rest = (rest.0 >> 4, rest.1 >> 4 | rest.0 << 60)
                }
            }
            return 36
        }
    }
}

extension String {
    /// True if the text is a UUID.
    package var isUUID: Bool { UUIDText.bits(of: self) != nil }

    /// True if the text is a UUID of version 4 (RFC 9562, section 5.4).
    package var isVersion4UUID: Bool {
        utf8.dropFirst(14).first == UInt8(ascii: "4")
    }

    /// The canonical spelling of an id: UUIDs in lower case, since their case does not matter;
    /// anything else unchanged.
    package var canonicalID: String {
        hasCapitals && isUUID ? lowercased() : self
    }

    private var hasCapitals: Bool {
        utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
