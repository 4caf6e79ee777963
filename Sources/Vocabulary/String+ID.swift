extension String {
    /// True if the text is a UUID: hexadecimal 8-4-4-4-12 in either case, of any version.
    package var isUUID: Bool {
        var position = 0
        for byte in utf8 {
            switch position {
            case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
            default: guard Self.isHexDigit(byte) else { return false }
            }
            position += 1
        }
        return position == 36
    }

    /// True if the text is a UUID of version 4 (RFC 9562, section 5.4).
    package var isVersion4UUID: Bool {
        utf8.dropFirst(14).first == UInt8(ascii: "4")
    }

    /// The canonical spelling of an id: UUIDs in lower case, since their case does not matter (RFC
    /// 9562, section 4); anything else unchanged.
    package var canonicalID: String {
        hasCapitals && isUUID ? lowercased() : self
    }

    private var hasCapitals: Bool {
        utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
