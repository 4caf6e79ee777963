extension JSON {
    /// The value as compact UTF-8 text.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        encode(into: &bytes)
        return bytes
    }

    /// Appends the value as compact UTF-8 text.
    package func encode(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: number.spelling.utf8)
        case .string(let text): bytes.appendQuoted(text)
        case .array(let items):
            bytes.append(JSONByte.openBracket)
            for index in items.indices {
                if index > 0 { bytes.append(JSONByte.comma) }
                items[index].encode(into: &bytes)
            }
            bytes.append(JSONByte.closeBracket)
        case .object(let object):
            bytes.append(JSONByte.openBrace)
            let members = object.members
            for index in members.indices {
                if index > 0 { bytes.append(JSONByte.comma) }
                bytes.appendQuoted(members[index].name)
                bytes.append(JSONByte.colon)
                members[index].value.encode(into: &bytes)
            }
            bytes.append(JSONByte.closeBrace)
        }
    }

    /// Returns the value indented for people: one element per line, two spaces per level.
    package func prettyPrinted() -> String {
        var bytes: [UInt8] = []
        encodeLines(into: &bytes, indentation: "\n")
        return String(decoding: bytes, as: UTF8.self)
    }

    private func encodeLines(into bytes: inout [UInt8], indentation: String) {
        let inner = indentation + "  "
        switch self {
        case .array(let items) where !items.isEmpty:
            bytes.append(JSONByte.openBracket)
            for (index, item) in items.enumerated() {
                bytes.append(contentsOf: (index == 0 ? inner : "," + inner).utf8)
                item.encodeLines(into: &bytes, indentation: inner)
            }
            bytes.append(contentsOf: indentation.utf8)
            bytes.append(JSONByte.closeBracket)
        case .object(let object) where !object.members.isEmpty:
            bytes.append(JSONByte.openBrace)
            for (index, member) in object.members.enumerated() {
                bytes.append(contentsOf: (index == 0 ? inner : "," + inner).utf8)
                bytes.appendQuoted(member.name)
                bytes.append(contentsOf: ": ".utf8)
                member.value.encodeLines(into: &bytes, indentation: inner)
            }
            bytes.append(contentsOf: indentation.utf8)
            bytes.append(JSONByte.closeBrace)
        default:
            encode(into: &bytes)
        }
    }
}

extension JSON: CustomStringConvertible {
    /// The value as compact text.
    package var description: String {
        String(decoding: encoded, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends a string in quotes, with the escapes that RFC 8259, section 7, requires.
    mutating func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 {
            append(JSONByte.quote)
            appendEscaping($0)
            append(JSONByte.quote)
        }
    }

    /// Appends the content of a string, escaping what must be.
    mutating func appendEscaping(_ utf8: UnsafeBufferPointer<UInt8>) {
        var end = PlainRun(in: utf8, from: 0).end
        if end == utf8.count { return append(contentsOf: utf8) }
        var start = 0
        while true {
            end = PlainRun(in: utf8, from: start).end
            append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
            guard end < utf8.count else { return }
            appendEscape(utf8[end])
            start = end + 1
        }
    }

    /// Appends a whole number in decimal digits.
    mutating func appendDecimal(_ value: Int) {
        guard value >= 10 else {
            // Below 0 it is rare.
            guard value < 0 else { return append(JSONByte.zero + UInt8(value)) }
            return append(contentsOf: String(value).utf8)
        }
        appendDecimal(value / 10)
        append(JSONByte.zero + UInt8(value % 10))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(JSONByte.backslash)
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x0C: append(UInt8(ascii: "f"))
        case JSONByte.lineFeed: append(UInt8(ascii: "n"))
        case JSONByte.carriageReturn: append(UInt8(ascii: "r"))
        case JSONByte.tab: append(UInt8(ascii: "t"))
        case JSONByte.quote, JSONByte.backslash: append(byte)
        default:
            append(contentsOf: (byte < 0x10 ? "u000" : "u00").utf8)
            append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}
