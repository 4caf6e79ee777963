/// The field `traceparent` of a request (W3C Trace Context, section 3.2).
enum TraceParent {
    /// `VERSION-TRACE_ID-PARENT_ID-FLAGS` of version 00.
    private static let byteCount = 55
    private static let hyphens: Set = [2, 35, 52]

    /// Returns true for a value of version 00, or one of the same form of a later version: others
    /// may be of any length, and are not kept.
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(byteCount + 1))
        guard bytes.count == byteCount else { return false }
        let isFormed = bytes.indices.allSatisfy { index in
            hyphens.contains(index)
                ? bytes[index] == UInt8(ascii: "-") : isLowerHexDigit(bytes[index])
        }
        let isVersion = bytes[..<2] != [UInt8(ascii: "f"), UInt8(ascii: "f")]
        return isFormed && isVersion
            && [bytes[3..<35], bytes[36..<52]].allSatisfy { id in
                id.contains { $0 != UInt8(ascii: "0") }
            }
    }

    private static func isLowerHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
