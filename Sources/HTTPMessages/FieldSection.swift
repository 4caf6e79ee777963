/// Parses field lines (RFC 9112 section 5). Malformed lines are refused and never repaired, since
/// two readers would repair them differently.
enum FieldSection {
    /// Parses the lines of a section that ends with the empty line. `called` is the section's name
    /// in messages: header or trailer.
    static func parse(
        _ section: ArraySlice<UInt8>, called name: String, fieldsMax: Int
    ) throws(Refusal) -> HTTPFields {
        var lines: [HTTPField] = []
        lines.reserveCapacity(12)
        var start = section.startIndex
        while start < section.endIndex, section[start] != ASCII.carriageReturn {
            guard lines.count < fieldsMax else {
                throw Refusal(431, "the \(name) section has more than \(fieldsMax) fields")
            }
            let end = RequestHead.endOfLine(in: section[start...])
            lines.append(try line(section[start..<end], called: name))
            start = end + 2
        }
        return HTTPFields(lines)
    }

    private static func line(_ line: ArraySlice<UInt8>, called name: String) throws(Refusal)
        -> HTTPField
    {
        var colon = line.startIndex
        while colon < line.endIndex, ASCII.isTokenCharacter(line[colon]) { colon += 1 }
        guard colon < line.endIndex, colon > line.startIndex, line[colon] == UInt8(ascii: ":")
        else { throw refusal(of: line, stoppedAt: colon, called: name) }

        var start = colon + 1
        var end = line.endIndex
        while start < end, ASCII.isWhitespace(line[start]) { start += 1 }
        while end > start, ASCII.isWhitespace(line[end - 1]) { end -= 1 }
        var isASCII = true
        for byte in line[start..<end] {
            guard ASCII.isFieldContent(byte) else {
                throw Refusal(
                    400, "a \(name) value holds a control character (RFC 9110 section 5.5)")
            }
            if byte >= 0x80 { isASCII = false }
        }
        return HTTPField(
            String(decoding: line[line.startIndex..<colon], as: UTF8.self),
            isASCII
                ? String(decoding: line[start..<end], as: UTF8.self)
                : latin1(line[start..<end]))
    }

    /// Returns the refusal of a malformed line, with the mistake named for the client's developer.
    private static func refusal(
        of line: ArraySlice<UInt8>, stoppedAt index: Int, called name: String
    ) -> Refusal {
        if index == line.startIndex, ASCII.isWhitespace(line[index]) {
            return Refusal(
                400,
                "a \(name) line begins with white space: line folding is obsolete "
                    + "(RFC 9112 section 5.2)")
        }
        if index < line.endIndex, ASCII.isWhitespace(line[index]) {
            return Refusal(
                400,
                "there is white space between a \(name) name and its colon "
                    + "(RFC 9112 section 5.1)")
        }
        return Refusal(400, "a \(name) line is not NAME: VALUE (RFC 9112 section 5)")
    }

    private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
        return String(scalars)
    }
}
