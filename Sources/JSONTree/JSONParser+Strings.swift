/// Strings (RFC 8259, section 7).
extension JSONParser {
    /// Parses the string whose opening quote is the present byte.
    mutating func parseString() throws(JSONSyntaxError) -> String {
        let opening = position
        position += 1
        let isASCII = skipPlainBytes()
        let plain = opening + 1..<position
        if isASCII, take(ASCII.quote) {
            return spelling(plain)
        }
        var content = Array(bytes[plain])
        while !take(ASCII.quote) {
            try takeEscape(of: opening, into: &content)
            let start = position
            _ = skipPlainBytes()
            content.append(contentsOf: bytes[start..<position])
        }
        return try content.withUnsafeBufferPointer { content throws(JSONSyntaxError) in
            try validated(content, from: plain.lowerBound..<position)
        }
    }

    /// Goes on to the next quote, backslash or control character, or to the end.
    ///
    /// - Returns: whether all bytes passed are ASCII.
    private mutating func skipPlainBytes() -> Bool {
        var union: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard byte != ASCII.quote, byte != ASCII.backslash, byte >= ASCII.space else { break }
            union |= byte
            position += 1
        }
        return UTF8.isASCII(union)
    }

    private func validated(
        _ content: UnsafeBufferPointer<UInt8>, from source: Range<Int>
    ) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw notUTF8(in: source)
        }
        return text
    }

    /// Takes the escape that must stand where the plain bytes end.
    private mutating func takeEscape(
        of opening: Int, into content: inout [UInt8]
    ) throws(JSONSyntaxError) {
        let start = position
        guard position + 1 < bytes.count else {
            throw failure("this string is never closed", at: opening)
        }
        guard take(ASCII.backslash) else { throw bareControlCharacter() }
        let letter = current
        position += 1
        switch letter {
        case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(ASCII.lineFeed)
        case UInt8(ascii: "r"): content.append(ASCII.carriageReturn)
        case UInt8(ascii: "t"): content.append(ASCII.tab)
        case UInt8(ascii: "u"): content.append(contentsOf: try takeScalar(from: start).utf8)
        default:
            position = start + 1
            throw unexpected("after '\\' in a string")
        }
    }

    /// The scalar of `\uXXXX`, or of two such escapes that are a surrogate pair.
    private mutating func takeScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try takeHexDigits(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let low = position
        if unit < 0xDC00, take(ASCII.backslash), take(UInt8(ascii: "u")) {
            let second = try takeHexDigits(from: low)
            if UTF16.isTrailSurrogate(second) {
                return UTF16.decode(UTF16.EncodedScalar([unit, second]))
            }
        }
        throw failure("\\u\(String(unit, radix: 16)) is half a surrogate pair", at: start)
    }

    private mutating func takeHexDigits(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
                throw failure("\\u needs four hexadecimal digits", at: start)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
