extension String {
    /// Whether it is hexadecimal 8-4-4-4-12, in either case, of any version.
    var isUUID: Bool {
        let groups = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.joined().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }

    /// Whether a UUID is of version 4 (RFC 9562, section 5.4).
    var isVersion4UUID: Bool {
        utf8.dropFirst(14).first == UInt8(ascii: "4")
    }
}
