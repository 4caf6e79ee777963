/// A valid JSON text (RFC 8259): its bytes, and the position of each value in them. Much cheaper
/// than a tree of `JSON`, and copies of its parts keep their spelling.
///
/// Inlinable are the questions asked for every value, which takes effect only in a type that is
/// usable from inline code.
@usableFromInline
package final class JSONText: Sendable {
    /// A reference to a value of a text.
    @usableFromInline
    package struct Place: Sendable, Equatable {
        @usableFromInline let node: Int

        @inlinable
        init(node: Int) {
            self.node = node
        }

        /// Numbers the values of a text and the names of members, from 0 in the order written.
        @inlinable package var index: Int { node }
    }

    /// The text as it was read.
    @usableFromInline package let bytes: [UInt8]
    @usableFromInline let nodes: [JSONNode]
    /// True if there is no white space between the values.
    let isCompact: Bool

    /// Reads a whole text.
    ///
    /// - Throws: `JSONSyntaxError` for anything RFC 8259 does not allow, for a member name that
    ///   appears twice, and for nesting beyond the limit.
    package init(
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

    /// A text whose values are where those of another are.
    convenience init(_ bytes: [UInt8], like other: JSONText) {
        self.init(bytes, other.nodes, isCompact: other.isCompact)
    }

    init(_ bytes: [UInt8], _ nodes: [JSONNode], isCompact: Bool) {
        self.bytes = bytes
        self.nodes = nodes
        self.isCompact = isCompact
    }

    /// The text of a tree.
    package convenience init(_ value: JSON) {
        do {
            try self.init(parsing: value.encoded, limits: JSONLimits(depthMax: .max))
        } catch {
            preconditionFailure("a value was written as \(error)")
        }
    }

    /// The number of values and names of members.
    @inlinable package var count: Int { nodes.count }

    /// Returns the place of this number; see `Place.index`.
    @inlinable
    package func place(at index: Int) -> Place { Place(node: index) }

    /// Returns true if a copy may differ from the text in or beside this string, number, word or
    /// name: copies have no white space between values, and may spell escapes otherwise.
    package func isRespelled(_ place: Place) -> Bool {
        switch nodes[place.node].kind {
        case .object, .array: false
        case .string: !isCompact || !nodes[place.node].isPlain
        case .null, .bool, .number: !isCompact
        }
    }

    /// The whole text as one value.
    package var root: Place { Place(node: 0) }

    /// Returns the kind of a value.
    @inlinable
    package func kind(of place: Place) -> JSONKind { nodes[place.node].kind }

    /// Returns true if the content of a string in UTF-8, or the spelling of any other value,
    /// satisfies a predicate.
    @inlinable
    package func content(
        of place: Place, satisfies predicate: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        withContent(of: place, predicate)
    }

    /// Returns the content of a string, or the spelling of any other value.
    package func string(at place: Place) -> String {
        withContent(of: place) { String(decoding: $0, as: UTF8.self) }
    }

    /// Calls a closure with the content of a string in UTF-8, or with the spelling of any other
    /// value.
    @inlinable
    package func withContent<Result>(
        of place: Place, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let node = nodes[place.node]
        guard node.kind != .string || node.isPlain else {
            return unescaped(node).withUnsafeBufferPointer(body)
        }
        let range = node.kind == .string ? node.contentRange : node.range
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Returns the length of a string's content in Unicode scalars; for any other value that of its
    /// spelling.
    @inlinable
    package func scalarCount(at place: Place) -> Int {
        let node = nodes[place.node]
        guard !node.isASCII else { return node.contentCount }
        return withContent(of: place) { $0.count { !UTF8.isContinuation($0) } }
    }

    /// Returns the number if it is spelled as an integer and fits into 64 bits; nil for every other
    /// value.
    package func integer(at place: Place) -> Int64? {
        guard kind(of: place) == .number else { return nil }
        return Int64(string(at: place))
    }

    /// Returns the index of a string's content among names.
    package func index(ofStringAt place: Place, in names: JSONNames) -> Int? {
        let node = nodes[place.node]
        guard node.isPlain else { return names.index(of: unescaped(node)) }
        return bytes.withUnsafeBytes { names.index(of: node.contentRange, in: $0) }
    }

    @usableFromInline
    func unescaped(_ node: JSONNode) -> [UInt8] {
        bytes.withUnsafeBufferPointer { JSONParser.unescaped(node, in: $0) }
    }
}

extension JSONText {
    /// Returns a value as a tree.
    func tree(at place: Place) -> JSON {
        switch kind(of: place) {
        case .null: .null
        case .bool: .bool(bytes[nodes[place.node].range.lowerBound] == UInt8(ascii: "t"))
        case .number: .number(JSONNumber(checked: string(at: place)))
        case .string: .string(string(at: place))
        case .array: .array(items(of: place).map(tree))
        case .object: .object(JSONObject(checked: members(of: place).map(member)))
        }
    }

    private func member(_ member: (name: Place, value: Place)) -> JSONObject.Member {
        JSONObject.Member(name: string(at: member.name), value: tree(at: member.value))
    }
}
