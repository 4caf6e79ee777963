/// A JSON text that was read and found right (RFC 8259): its bytes, and where each value stands in
/// them. Cheaper than a tree of `JSON` by far, and what is copied out of it stays as it was
/// written.
public final class JSONText: Sendable {
    /// Stands for a value of a text.
    public struct Place: Sendable, Equatable {
        let node: Int
    }

    /// The text as it was read.
    public let bytes: [UInt8]
    let nodes: [JSONNode]
    /// Whether there is no white space between the values.
    let isCompact: Bool

    /// Reads a whole text.
    ///
    /// - Throws: `JSONSyntaxError` for anything RFC 8259 does not allow, for a member name that
    ///   appears twice, and for nesting beyond the limit.
    public init(
        parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        let reading = try bytes.withUnsafeBufferPointer { buffer throws(JSONSyntaxError) in
            var parser = JSONParser(bytes: buffer, limits: limits)
            try parser.parseText()
            return (nodes: parser.nodes, isCompact: parser.isCompact)
        }
        self.bytes = bytes
        nodes = reading.nodes
        isCompact = reading.isCompact
    }

    /// The text of a value.
    public convenience init(_ value: JSON) {
        self.init(written: value.encoded)
    }

    /// The text of a value of another text, with these changes to its members, of which each has
    /// another name.
    public convenience init(_ value: JSONView, with changes: [JSONChange]) {
        self.init(written: value.encoded(with: changes))
    }

    /// - Parameter bytes: what this module itself wrote.
    private convenience init(written bytes: [UInt8]) {
        do {
            try self.init(parsing: bytes, limits: JSONLimits(depthMax: .max))
        } catch {
            preconditionFailure("a value was written as \(error)")
        }
    }

    /// The whole text as one value.
    public var root: Place { Place(node: 0) }

    /// What kind of value it is.
    public func kind(of place: Place) -> JSONKind { nodes[place.node].kind }

    /// The bytes of a value as they were written; of a string the content, in UTF-8.
    public func content(of place: Place) -> ArraySlice<UInt8> {
        let node = nodes[place.node]
        guard node.kind == .string else { return bytes[node.range] }
        return node.isPlain
            ? bytes[node.contentRange] : unescaped(node)[...]
    }

    /// The content of a string, or the spelling of any other value.
    public func string(at place: Place) -> String {
        String(decoding: content(of: place), as: UTF8.self)
    }

    /// The length of a string's content in Unicode scalars; of any other value its spelling's.
    public func scalarCount(at place: Place) -> Int {
        let node = nodes[place.node]
        guard node.kind != .string || node.isPlain else {
            return unescaped(node).count { !UTF8.isContinuation($0) }
        }
        var count = 0
        for index in node.kind == .string ? node.contentRange : node.range
        where !UTF8.isContinuation(bytes[index]) {
            count += 1
        }
        return count
    }

    /// The number if it is spelled as an integer and fits; nil for every other value.
    public func integer(at place: Place) -> Int64? {
        guard kind(of: place) == .number else { return nil }
        return Int64(string(at: place))
    }

    /// Whether the content of a string is this, scalar for scalar (RFC 8259 section 8.3).
    public func string(at place: Place, is text: String) -> Bool {
        let node = nodes[place.node]
        // Most of what is compared differs in length.
        guard node.isPlain, text.utf8.count == node.contentCount else {
            return !node.isPlain && unescaped(node).elementsEqual(text.utf8)
        }
        return hasContent(node, text)
    }

    private func hasContent(_ node: JSONNode, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { utf8 in
            bytes.withUnsafeBytes { bytes in
                UnsafeRawBufferPointer(rebasing: bytes[node.contentRange])
                    .hasSameBytes(as: UnsafeRawBufferPointer(utf8))
            }
        }
    }

    /// The place of a string's content in a list of different texts, looked for from `hint` on
    /// first.
    public func index(ofStringAt place: Place, in list: [String], from hint: Int) -> Int? {
        let node = nodes[place.node]
        guard node.isPlain else {
            // Taken apart once, not for every element.
            let content = unescaped(node)
            return list.firstIndex { content.elementsEqual($0.utf8) }
        }
        var index = hint
        while index < list.count {
            if string(at: place, is: list[index]) { return index }
            index += 1
        }
        index = 0
        while index < hint {
            if string(at: place, is: list[index]) { return index }
            index += 1
        }
        return nil
    }

    private func unescaped(_ node: JSONNode) -> [UInt8] {
        bytes.withUnsafeBufferPointer { JSONParser.unescaped(node, in: $0) }
    }
}
