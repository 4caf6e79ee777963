/// The spelling of a UUID: hexadecimal 8-4-4-4-12, in either case, of any version (RFC 9562,
/// section 4).
package enum UUIDText {
    /// Returns the 128 bits of a UUID; nil for any other text.
    ///
    /// - Parameter text: UTF-8. A span, since other modules would have a generic sequence read
    ///   through its witness table, a byte at a time.
    package static func bits(of text: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
        guard text.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for position in text.indices {
            let byte = text[position]
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = byte.hexDigitValue else { return nil }
                if position < 18 {
                    high = high << 4 | UInt64(digit)
                } else {
                    low = low << 4 | UInt64(digit)
                }
            }
        }
        return (high, low)
    }

    /// Returns the canonical spelling of 128 bits.
    package static func text(of bits: (high: UInt64, low: UInt64)) -> String {
        var rest = (bits.high.hexDigits + bits.low.hexDigits)[...]
        let groups = [8, 4, 4, 4, 12].map { count in
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        return groups.joined(separator: "-")
    }
}

extension String {
    /// True if the text is a UUID.
    package var isUUID: Bool { UUIDText.bits(of: utf8.span) != nil }

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
