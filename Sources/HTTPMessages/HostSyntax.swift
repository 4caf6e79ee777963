import Vocabulary

/// `uri-host [ ":" port ]` (RFC 9110 section 7.2, RFC 3986 section 3.2.2), no user information.
enum HostSyntax {
    static func isHost(_ text: some BidirectionalCollection<UInt8>) -> Bool {
        let bytes = Array(text)
        guard let first = bytes.first else { return false }
        let hostEnd: Int
        if first == UInt8(ascii: "[") {
            guard let close = bytes.firstIndex(of: UInt8(ascii: "]")), close > 1,
                bytes[1..<close].allSatisfy(isAddressCharacter)
            else { return false }
            hostEnd = close + 1
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            let name = bytes[..<hostEnd]
            guard !name.isEmpty, name.allSatisfy(isNameCharacter),
                ASCII.isPercentEncodingComplete(name)
            else { return false }
        }
        return isPort(bytes[hostEnd...])
    }

    /// Returns true for nothing, or for a colon and up to five digits.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.first else { return true }
        let digits = bytes.dropFirst()
        return colon == UInt8(ascii: ":") && digits.count <= 5
            && digits.allSatisfy(ASCII.isDigit)
    }

    private static func isAddressCharacter(_ byte: UInt8) -> Bool {
        byte.hexDigitValue != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "v")
    }

    /// Unreserved, sub-delims and % are what a target may hold without the gen-delims.
    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "@"):
            false
        default: ASCII.isTargetCharacter(byte)
        }
    }
}
