/// Copies values of other texts as they were written, without white space between values.
extension JSONWriter {
    /// Writes a copy of a value.
    package mutating func value(_ original: JSONView) {
        copy(original.place, of: original.source)
    }

    /// A copy of a value, in which a closure may write something else in the place of scalars and
    /// of the names of members.
    ///
    /// - Parameter replace: is given the place of each and its content; false leaves it as it is.
    package mutating func value(
        _ original: JSONView,
        replacing replace: (
            _ place: JSONText.Place, _ content: UnsafeBufferPointer<UInt8>,
            _ writer: inout JSONWriter
        ) -> Bool
    ) {
        copy(original.place, of: original.source, replacing: replace)
    }

    private mutating func copy(
        _ place: JSONText.Place, of text: JSONText,
        replacing replace: (
            JSONText.Place, UnsafeBufferPointer<UInt8>, inout JSONWriter
        ) -> Bool
    ) {
        let node = text.nodes[place.node]
        switch node.kind {
        case .object:
            open(JSONByte.openBrace)
            var parts = text.parts(of: place, ifKind: .object)
            while let name = parts.next(in: text), let value = parts.next(in: text) {
                copy(name, of: text, replacing: replace)
                bytes.append(JSONByte.colon)
                copy(value, of: text, replacing: replace)
            }
            bytes.append(JSONByte.closeBrace)
        case .array:
            open(JSONByte.openBracket)
            var parts = text.parts(of: place, ifKind: .array)
            while let item = parts.next(in: text) { copy(item, of: text, replacing: replace) }
            bytes.append(JSONByte.closeBracket)
        case .null, .bool, .number, .string:
            let isReplaced = text.withContent(of: place) { content in
                if replace(place, content, &self) { return true }
                // Escapes have many spellings, and are written in one.
                if node.kind == .string, !node.isPlain { string(content) }
                return node.kind == .string && !node.isPlain
            }
            if !isReplaced { copy(node.range, of: text) }
        }
    }

    /// Writes a copy of a value as a member; nothing if there is none.
    package mutating func member(_ name: StaticString, _ original: JSONView?) {
        guard let original else { return }
        self.name(name)
        value(original)
    }

    /// Writes a copy of a value as a member; nothing if there is none.
    @_disfavoredOverload
    package mutating func member(_ name: String, _ original: JSONView?) {
        guard let original else { return }
        self.name(name)
        value(original)
    }

    /// Writes copies of the elements of an array; nothing for any other value.
    package mutating func items(of original: JSONView) {
        for item in original.source.items(of: original.place) { copy(item, of: original.source) }
    }

    /// Writes an object like another, with some members left out or replaced.
    ///
    /// - Precondition: no more than 64 names.
    /// - Parameters:
    ///   - original: the object; nil for one without members.
    ///   - names: the members that are not copied.
    ///   - rewrite: writes a replacement for such a member, name and value, or nothing. It receives
    ///     the number of the name and the value; at the end it is called for the names that the
    ///     object does not have.
    package mutating func object(
        like original: JSONView?, except names: [JSONName],
        _ rewrite: (_ name: Int, _ value: JSONView?, _ writer: inout JSONWriter) -> Void
    ) {
        precondition(names.count <= UInt64.bitWidth, "\(names.count) names are too many")
        open(JSONByte.openBrace)
        var done: UInt64 = 0
        if let original {
            let text = original.source
            // The members since the last one that was rewritten, to be copied at once.
            var run: (first: JSONText.Place, last: JSONText.Place)?
            for (name, value) in text.members(of: original.place) {
                guard let index = text.index(ofStringAt: name, in: names) else {
                    run = (run?.first ?? name, value)
                    continue
                }
                copy(run, of: text)
                run = nil
                done |= 1 << UInt64(index)
                rewrite(index, JSONView(text, at: value), &self)
            }
            copy(run, of: text)
        }
        for index in names.indices where done >> UInt64(index) & 1 == 0 {
            rewrite(index, nil, &self)
        }
        bytes.append(JSONByte.closeBrace)
    }

    /// Copies consecutive members, from the name of the first to the value of the last.
    private mutating func copy(
        _ run: (first: JSONText.Place, last: JSONText.Place)?, of text: JSONText
    ) {
        guard let run else { return }
        guard !text.isCompact else {
            let (first, last) = (text.nodes[run.first.node], text.nodes[run.last.node])
            return copy(first.range.lowerBound..<last.range.upperBound, of: text)
        }
        var node = run.first.node
        while node < run.last.node {
            copyMember(JSONText.Place(node: node), JSONText.Place(node: node + 1), of: text)
            node = Int(text.nodes[node + 1].next)
        }
    }

    private mutating func copyMember(
        _ name: JSONText.Place, _ value: JSONText.Place, of text: JSONText
    ) {
        copy(name, of: text)
        bytes.append(JSONByte.colon)
        copy(value, of: text)
    }

    private mutating func copy(_ place: JSONText.Place, of text: JSONText) {
        let node = text.nodes[place.node]
        switch node.kind {
        case .object where !text.isCompact:
            open(JSONByte.openBrace)
            for (name, value) in text.members(of: place) { copyMember(name, value, of: text) }
            bytes.append(JSONByte.closeBrace)
        case .array where !text.isCompact:
            open(JSONByte.openBracket)
            for item in text.items(of: place) { copy(item, of: text) }
            bytes.append(JSONByte.closeBracket)
        default:
            copy(node.range, of: text)
        }
    }

    private mutating func copy(_ range: Range<Int>, of text: JSONText) {
        separate()
        text.bytes.withUnsafeBufferPointer {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
        }
    }
}
