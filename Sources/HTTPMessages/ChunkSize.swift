import Vocabulary

/// The line that begins a chunk: a size and extensions (RFC 9112 section 7.1). Extensions are
/// ignored, but must be well formed.
enum ChunkSize {
    /// Returns the size in bytes; `Int.max` for one beyond what an integer holds.
    static func parse(_ line: ArraySlice<UInt8>) throws(Refusal) -> Int {
        var size = 0
        var index = line.startIndex
        while index < line.endIndex, let digit = line[index].hexDigitValue {
            let (shifted, overflow) = size.multipliedReportingOverflow(by: 16)
            size = overflow ? Int.max : shifted | Int(digit)
            index += 1
        }
        guard index > line.startIndex else {
            throw Refusal(
                400,
                "a chunk does not begin with its size in hexadecimal digits "
                    + "(RFC 9112 section 7.1)")
        }
        guard areExtensions(line[index...]) else {
            throw Refusal(400, "a chunk extension is malformed (RFC 9112 section 7.1.1)")
        }
        return size
    }

    /// `*( BWS ";" BWS name [ BWS "=" BWS value ] )`
    private static func areExtensions(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            skipWhitespace(&rest)
            guard rest.popFirst() == UInt8(ascii: ";") else { return false }
            skipWhitespace(&rest)
            guard skipToken(&rest) else { return false }
            let afterName = rest
            skipWhitespace(&rest)
            guard rest.first == UInt8(ascii: "=") else {
                rest = afterName
                continue
            }
            rest.removeFirst()
            skipWhitespace(&rest)
            guard skipToken(&rest) || skipQuotedString(&rest) else { return false }
        }
        return true
    }

    private static func skipWhitespace(_ bytes: inout ArraySlice<UInt8>) {
        bytes = bytes.drop(while: ASCII.isWhitespace)
    }

    private static func skipToken(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        let rest = bytes.drop(while: ASCII.isTokenCharacter)
        defer { bytes = rest }
        return rest.count < bytes.count
    }

    /// `quoted-string` of RFC 9110 section 5.6.4.
    private static func skipQuotedString(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        guard bytes.popFirst() == UInt8(ascii: "\"") else { return false }
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "\"") { return true }
            let character = byte == UInt8(ascii: "\\") ? bytes.popFirst() : byte
            guard let character, ASCII.isFieldContent(character) else { return false }
        }
        return false
    }
}
