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
        bits(of: text, isLowerCase: false)
    }

    /// Returns the 128 bits of a UUID in lower case; nil for any other text.
    static func canonicalBits(of text: String) -> (high: UInt64, low: UInt64)? {
        var text = text
        return text.withUTF8 { bits(of: $0, isLowerCase: true) }
    }

    private static func bits(
        of text: UnsafeBufferPointer<UInt8>, isLowerCase: Bool
    ) -> (high: UInt64, low: UInt64)? {
        let dash = UInt8(ascii: "-")
        guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash,
            text[23] == dash
        else { return nil }
        let digits = UnsafeRawBufferPointer(text)
        func number(_ first: Int, _ second: Int) -> UInt64? {
            let half = { digits.loadUnaligned(fromByteOffset: $0, as: UInt32.self).littleEndian }
            let text = UInt64(half(second)) << 32 | UInt64(half(first))
            return HexadecimalWord(text: text).number(isLowerCase: isLowerCase).map(UInt64.init)
        }
        guard let first = number(0, 4), let second = number(9, 14), let third = number(19, 24),
            let fourth = number(28, 32)
        else { return nil }
        return (first << 32 | second, third << 32 | fourth)
    }

    /// Returns the canonical spelling of 128 bits.
    package static func text(of bits: (high: UInt64, low: UInt64)) -> String {
        String(unsafeUninitializedCapacity: 36) { text in
            let digits = UnsafeMutableRawBufferPointer(text)
            func put(_ number: UInt64, _ first: Int, _ second: Int) {
                let text = HexadecimalWord(UInt32(truncatingIfNeeded: number)).text
                let half = UInt32(truncatingIfNeeded: text).littleEndian
                digits.storeBytes(of: half, toByteOffset: first, as: UInt32.self)
                let rest = UInt32(truncatingIfNeeded: text >> 32).littleEndian
                digits.storeBytes(of: rest, toByteOffset: second, as: UInt32.self)
            }
            put(bits.high >> 32, 0, 4)
            put(bits.high, 9, 14)
            put(bits.low >> 32, 19, 24)
            put(bits.low, 28, 32)
            let dash = UInt8(ascii: "-")
            (text[8], text[13], text[18], text[23]) = (dash, dash, dash, dash)
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
