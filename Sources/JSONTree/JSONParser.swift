/// One pass over the bytes of a text by recursive descent (RFC 8259, section 2).
struct JSONParser {
    /// The enclosing value, as an error names it.
    enum Container: String {
        case text = "the text"
        case array = "an array"
        case object = "an object"
        case number = "a number"
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let depthMax: Int
    var position = 0
    /// The nodes parsed so far.
    private(set) var nodes: [JSONNode] = []
    /// True as long as no white space was skipped.
    private(set) var isCompact = true
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        depthMax = limits.depthMax
    }

    mutating func parseText() throws(JSONSyntaxError) {
        guard bytes.count <= UInt32.max else { throw failure("the text is over 4 GiB", at: 0) }
        try refuseByteOrderMark()
        skipWhiteSpace()
        guard position < bytes.count else {
            throw failure(bytes.isEmpty ? "the text is empty" : "the text is blank", at: 0)
        }
        nodes.reserveCapacity(bytes.count / Self.bytesPerNode + 1)
        try parseValue(in: .text)
        skipWhiteSpace()
        guard position == bytes.count else { throw unexpected("after the end of the value") }
    }

    /// The number of bytes of a typical value or name, by which space is reserved.
    private static let bytesPerNode = 8

    private mutating func parseValue(in container: Container) throws(JSONSyntaxError) {
        switch current {
        case JSONByte.quote: try parseString()
        case JSONByte.openBrace: try parseObject()
        case JSONByte.openBracket: try parseArray()
        case JSONByte.minus, JSONByte.zero...JSONByte.nine: try parseNumber()
        case let byte where Self.isWordByte(byte): try parseWord()
        default: throw noValue(in: container)
        }
    }

    private mutating func parseObject() throws(JSONSyntaxError) {
        let object = try open(.object)
        defer { close(object) }
        guard !take(JSONByte.closeBrace) else { return }
        var names = NameRegister()
        repeat {
            guard current == JSONByte.quote else {
                throw unexpected("where a member name in double quotes should be", in: .object)
            }
            let name = nodes.count
            try parseString()
            guard names.isNew(name, in: object, among: nodes, of: bytes) else {
                throw repeated(nodes[name])
            }
            skipWhiteSpace()
            guard take(JSONByte.colon) else { throw unexpected("where ':' should be", in: .object) }
            skipWhiteSpace()
            try parseValue(in: .object)
        } while try takeComma(before: JSONByte.closeBrace, in: .object)
    }

    private mutating func parseArray() throws(JSONSyntaxError) {
        let array = try open(.array)
        defer { close(array) }
        guard !take(JSONByte.closeBracket) else { return }
        repeat {
            try parseValue(in: .array)
        } while try takeComma(before: JSONByte.closeBracket, in: .array)
    }

    /// Takes the opening bracket of an array or object; returns the number of its node.
    private mutating func open(_ kind: JSONKind) throws(JSONSyntaxError) -> Int {
        guard depth < depthMax else {
            throw failure("nested deeper than \(depthMax) levels", at: position)
        }
        depth += 1
        append(kind, from: position)
        position += 1
        skipWhiteSpace()
        return nodes.count - 1
    }

    /// Completes a node after its closing bracket.
    private mutating func close(_ node: Int) {
        depth -= 1
        nodes[node].end = UInt32(truncatingIfNeeded: position)
        nodes[node].next = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Appends the node of a value that ends here.
    mutating func append(
        _ kind: JSONKind, isPlain: Bool = false, isASCII: Bool = false, from start: Int
    ) {
        nodes.append(
            JSONNode(
                kind: kind, isPlain: isPlain, isASCII: isASCII,
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position),
                next: UInt32(truncatingIfNeeded: nodes.count + 1)))
    }

    /// Advances to the next element of a list; returns false if `closing` ends it.
    private mutating func takeComma(
        before closing: UInt8, in container: Container
    ) throws(JSONSyntaxError) -> Bool {
        skipWhiteSpace()
        if take(JSONByte.comma) {
            skipWhiteSpace()
            guard current == closing else { return true }
            throw failure(
                "a comma may not stand before '\(Unicode.Scalar(closing))'", at: position)
        }
        guard take(closing) else {
            throw unexpected(
                "where ',' or '\(Unicode.Scalar(closing))' should be", in: container)
        }
        return false
    }

    private mutating func parseNumber() throws(JSONSyntaxError) {
        let start = position
        try takeNumber()
        append(.number, from: start)
    }

    mutating func takeNumber() throws(JSONSyntaxError) {
        let start = position
        _ = take(JSONByte.minus)
        if !take(JSONByte.zero) {
            try takeDigits()
        } else if Self.isDigit(current) {
            throw failure("a number has no leading zeros", at: start)
        }
        if take(JSONByte.point) {
            try takeDigits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(JSONByte.plus) || take(JSONByte.minus)
            try takeDigits()
        }
    }

    private mutating func takeDigits() throws(JSONSyntaxError) {
        guard Self.isDigit(current) else {
            throw unexpected("where a digit should be", in: .number)
        }
        repeat {
            position += 1
        } while Self.isDigit(current)
    }

    private mutating func parseWord() throws(JSONSyntaxError) {
        let start = position
        repeat {
            position += 1
        } while Self.isWordByte(current) || Self.isDigit(current)
        switch spelling(start..<position) {
        case "null": append(.null, from: start)
        case "true", "false": append(.bool, from: start)
        case let word: throw unknown(word, at: start)
        }
    }

    /// The current byte; at the end 0, which no rule of the grammar allows.
    var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    @inline(__always)
    mutating func skipWhiteSpace() {
        // Most messages have none.
        if current <= JSONByte.space { takeWhiteSpace() }
    }

    private mutating func takeWhiteSpace() {
        while true {
            switch current {
            case JSONByte.space, JSONByte.lineFeed, JSONByte.carriageReturn, JSONByte.tab:
                position += 1
            default: return
            }
            isCompact = false
        }
    }

    func spelling(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= JSONByte.zero && byte <= JSONByte.nine
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: byte == UInt8(ascii: "_")
        }
    }
}

/// The limits of the parser.
package struct JSONLimits: Sendable {
    /// The deepest nesting of arrays and objects.
    package var depthMax: Int

    /// - Parameter depthMax: bounds the parser's recursion, so keep it in the hundreds.
    package init(depthMax: Int = 64) {
        self.depthMax = depthMax
    }
}

/// A JSON syntax error: position and reason, written for the developer of the text's sender.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; a line ends with a line feed.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    /// The mistake at that position.
    package let reason: String

    /// `line 3, column 7: …`
    package var description: String {
        "line \(line), column \(column): \(reason)"
    }
}
