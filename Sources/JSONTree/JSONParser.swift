/// One pass over the bytes of a text by recursive descent (RFC 8259, section 2).
struct JSONParser {
    /// What a value stands in, as an error names it.
    enum Enclosure: String {
        case text = "the text"
        case array = "an array"
        case object = "an object"
        case number = "a number"
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let depthMax: Int
    var position = 0
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        depthMax = limits.depthMax
    }

    mutating func parseText() throws(JSONSyntaxError) -> JSON {
        try refuseByteOrderMark()
        skipWhiteSpace()
        guard position < bytes.count else {
            throw failure(bytes.isEmpty ? "the text is empty" : "the text is blank", at: 0)
        }
        let value = try parseValue(in: .text)
        skipWhiteSpace()
        guard position == bytes.count else { throw unexpected("after the end of the value") }
        return value
    }

    private mutating func parseValue(in enclosure: Enclosure) throws(JSONSyntaxError) -> JSON {
        switch current {
        case ASCII.quote: return .string(try parseString())
        case ASCII.openBrace: return .object(try parseObject())
        case ASCII.openBracket: return .array(try parseArray())
        case ASCII.minus, ASCII.zero...ASCII.nine: return .number(try parseNumber())
        case let byte where Self.isWordByte(byte): return try parseWord()
        default: throw noValue(in: enclosure)
        }
    }

    private mutating func parseObject() throws(JSONSyntaxError) -> JSONObject {
        try descend()
        defer { depth -= 1 }
        guard !take(ASCII.closeBrace) else { return JSONObject() }
        var members: [JSONObject.Member] = []
        members.reserveCapacity(4)
        var names = NameRegister()
        repeat {
            let start = position
            guard current == ASCII.quote else {
                throw unexpected("where a member name in double quotes should be", in: .object)
            }
            let name = try parseString()
            guard names.isNew(name, after: members) else { throw repeated(name, at: start) }
            skipWhiteSpace()
            guard take(ASCII.colon) else { throw unexpected("where ':' should be", in: .object) }
            skipWhiteSpace()
            let value = try parseValue(in: .object)
            members.append(JSONObject.Member(name: name, value: value))
        } while try takeComma(before: ASCII.closeBrace, in: .object)
        return JSONObject(checked: members)
    }

    private mutating func parseArray() throws(JSONSyntaxError) -> [JSON] {
        try descend()
        defer { depth -= 1 }
        guard !take(ASCII.closeBracket) else { return [] }
        var items: [JSON] = []
        repeat {
            items.append(try parseValue(in: .array))
        } while try takeComma(before: ASCII.closeBracket, in: .array)
        return items
    }

    /// Takes the bracket that opens an array or object.
    private mutating func descend() throws(JSONSyntaxError) {
        guard depth < depthMax else {
            throw failure("nested deeper than \(depthMax) levels", at: position)
        }
        depth += 1
        position += 1
        skipWhiteSpace()
    }

    /// Goes on to the next element of a list; false if `closing` ends it.
    private mutating func takeComma(
        before closing: UInt8, in enclosure: Enclosure
    ) throws(JSONSyntaxError) -> Bool {
        skipWhiteSpace()
        if take(closing) { return false }
        let bracket = Unicode.Scalar(closing)
        guard take(ASCII.comma) else {
            throw unexpected("where ',' or '\(bracket)' should be", in: enclosure)
        }
        skipWhiteSpace()
        guard current != closing else {
            throw failure("a comma may not stand before '\(bracket)'", at: position)
        }
        return true
    }

    private mutating func parseNumber() throws(JSONSyntaxError) -> JSONNumber {
        let start = position
        _ = take(ASCII.minus)
        if !take(ASCII.zero) {
            try takeDigits()
        } else if Self.isDigit(current) {
            throw failure("a number has no leading zeros", at: start)
        }
        if take(ASCII.point) {
            try takeDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(ASCII.plus) || take(ASCII.minus)
            try takeDigits()
        }
        return JSONNumber(checked: spelling(start..<position))
    }

    private mutating func takeDigits() throws(JSONSyntaxError) {
        guard Self.isDigit(current) else {
            throw unexpected("where a digit should be", in: .number)
        }
        repeat {
            position += 1
        } while Self.isDigit(current)
    }

    private mutating func parseWord() throws(JSONSyntaxError) -> JSON {
        let start = position
        repeat {
            position += 1
        } while Self.isWordByte(current) || Self.isDigit(current)
        switch spelling(start..<position) {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case let word: throw unknown(word, at: start)
        }
    }

    /// The present byte; 0, which no rule of the grammar allows, at the end.
    var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhiteSpace() {
        while true {
            switch current {
            case ASCII.space, ASCII.lineFeed, ASCII.carriageReturn, ASCII.tab: position += 1
            default: return
            }
        }
    }

    func spelling(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= ASCII.zero && byte <= ASCII.nine
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: byte == UInt8(ascii: "_")
        }
    }
}
