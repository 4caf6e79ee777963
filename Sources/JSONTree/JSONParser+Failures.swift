/// The errors of the parser.
extension JSONParser {
    func failure(_ reason: String, at offset: Int) -> JSONSyntaxError {
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: JSONByte.lineFeed).map { $0 + 1 } ?? 0
        return JSONSyntaxError(
            line: 1 + before.count { $0 == JSONByte.lineFeed },
            column: 1 + before[lineStart...].count { !UTF8.isContinuation($0) },
            reason: reason)
    }

    /// Returns the error for a byte that is not allowed here; `place` describes the position.
    func unexpected(_ place: String, in container: Container = .text) -> JSONSyntaxError {
        guard position < bytes.count else {
            return failure("the text ends inside \(container.rawValue)", at: position)
        }
        guard current != UInt8(ascii: "/") else {
            return failure("JSON has no comments", at: position)
        }
        var rest = bytes[position...].makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = decoder.parseScalar(from: &rest) else {
            return notUTF8(in: position..<bytes.count)
        }
        let name = Self.name(of: Unicode.UTF8.decode(encoded))
        return failure("unexpected \(name) \(place)", at: position)
    }

    /// Returns the error for a byte that begins no value.
    func noValue(in container: Container) -> JSONSyntaxError {
        switch current {
        case JSONByte.plus: failure("a number has no leading '+'", at: position)
        case JSONByte.point: failure("a number has a digit before its '.'", at: position)
        case UInt8(ascii: "'"): failure("strings take double quotes", at: position)
        default: unexpected("where a value should be", in: container)
        }
    }

    func unknown(_ word: String, at offset: Int) -> JSONSyntaxError {
        failure(
            "unknown word '\(Self.shortened(word))'; the words of JSON are true, false and null",
            at: offset)
    }

    func repeated(_ name: JSONNode) -> JSONSyntaxError {
        let text = String(decoding: Self.unescaped(name, in: bytes), as: UTF8.self)
        return failure(
            "member name \(JSON.string(Self.shortened(text))) appears twice",
            at: name.range.lowerBound)
    }

    func bareControlCharacter() -> JSONSyntaxError {
        let character = Unicode.Scalar(current)
        let escape = JSON.string(String(character)).description.dropFirst().dropLast()
        let name = Self.name(of: character)
        return failure("\(name) in a string must be written \(escape)", at: position)
    }

    /// - Parameter range: holds a byte that is not UTF-8.
    func notUTF8(in range: Range<Int>) -> JSONSyntaxError {
        var rest = bytes[range].makeIterator()
        var decoder = Unicode.UTF8.ForwardParser()
        var offset = range.lowerBound
        while case .valid(let encoded) = decoder.parseScalar(from: &rest) {
            offset += encoded.count
        }
        return failure(
            "byte 0x\(Self.hex(UInt32(bytes[offset]), digits: 2)) is not UTF-8", at: offset)
    }

    /// Refuses a byte order mark (RFC 8259, section 8.1).
    func refuseByteOrderMark() throws(JSONSyntaxError) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw failure("the text begins with a byte order mark; send it without", at: 0)
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw failure("the text is UTF-16; send it as UTF-8", at: 0)
        }
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "'": "\"'\""
        case " "..."~": "'\(scalar)'"
        default:
            scalar.properties.isAlphabetic ? "'\(scalar)'" : "U+\(hex(scalar.value, digits: 4))"
        }
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Returns a text shortened, so that the error stays readable.
    private static func shortened(_ text: String) -> String {
        let head = text.unicodeScalars.prefix(40)
        return head.endIndex == text.endIndex ? text : String(head) + "…"
    }
}
