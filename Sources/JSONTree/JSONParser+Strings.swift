/// Strings (RFC 8259, section 7).
extension JSONParser {
    /// Parses the string that begins at the current byte.
    mutating func parseString() throws(JSONSyntaxError) {
        let opening = position
        let run = PlainRun(in: bytes, from: opening + 1)
        position = run.end
        guard run.isASCII, take(JSONByte.quote) else {
            return try parseRest(of: opening, behind: run)
        }
        append(.string, isPlain: true, isASCII: true, from: opening)
    }

    private mutating func parseRest(
        of opening: Int, behind run: PlainRun
    ) throws(JSONSyntaxError) {
        let isPlain = take(JSONByte.quote)
        var isASCII = run.isASCII
        if !isPlain {
            var content: [UInt8] = []
            isASCII = try takeRest(of: opening, into: &content) && isASCII
        }
        // Escapes are ASCII, so the bytes are UTF-8 if and only if the content is.
        guard isASCII || isUTF8(opening..<position) else {
            throw notUTF8(in: opening..<position)
        }
        append(.string, isPlain: isPlain, from: opening)
    }

    /// Returns the content of a string with escapes, in UTF-8.
    static func unescaped(_ node: JSONNode, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var parser = JSONParser(bytes: bytes, limits: JSONLimits())
        let opening = node.range.lowerBound
        parser.position = opening + 1
        _ = parser.skipPlainBytes()
        var content = Array(bytes[(opening + 1)..<parser.position])
        do {
            _ = try parser.takeRest(of: opening, into: &content)
        } catch {
            preconditionFailure("a string was found right, then \(error)")
        }
        return content
    }

    /// Parses the rest of a string from its first escape on, up to the closing quote.
    ///
    /// - Returns: true if all plain bytes passed are ASCII.
    private mutating func takeRest(
        of opening: Int, into content: inout [UInt8]
    ) throws(JSONSyntaxError) -> Bool {
        var isASCII = true
        while !take(JSONByte.quote) {
            try takeEscape(of: opening, into: &content)
            let start = position
            isASCII = skipPlainBytes() && isASCII
            content.append(contentsOf: bytes[start..<position])
        }
        return isASCII
    }

    /// Advances to the next quote, backslash or control character, or to the end.
    ///
    /// - Returns: true if all bytes passed are ASCII.
    private mutating func skipPlainBytes() -> Bool {
        let run = PlainRun(in: bytes, from: position)
        position = run.end
        return run.isASCII
    }

    private func isUTF8(_ range: Range<Int>) -> Bool {
        String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) != nil
    }

    /// Parses the escape that has to follow the plain bytes.
    private mutating func takeEscape(
        of opening: Int, into content: inout [UInt8]
    ) throws(JSONSyntaxError) {
        let start = position
        guard position + 1 < bytes.count else {
            throw failure("this string is never closed", at: opening)
        }
        guard take(JSONByte.backslash) else { throw bareControlCharacter() }
        let letter = current
        position += 1
        switch letter {
        case JSONByte.quote, JSONByte.backslash, UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(JSONByte.lineFeed)
        case UInt8(ascii: "r"): content.append(JSONByte.carriageReturn)
        case UInt8(ascii: "t"): content.append(JSONByte.tab)
        case UInt8(ascii: "u"): content.append(contentsOf: try takeScalar(from: start).utf8)
        default:
            position = start + 1
            throw unexpected("after '\\' in a string")
        }
    }

    /// Returns the scalar of `\u` and four digits, or of a surrogate pair of such escapes.
    private mutating func takeScalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try takeHexDigits(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let low = position
        if unit < 0xDC00, take(JSONByte.backslash), take(UInt8(ascii: "u")) {
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
