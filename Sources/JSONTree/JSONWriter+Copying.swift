/// Copies values of other texts as they were written, without white space between values.
extension JSONWriter {
    /// Writes a copy of a value.
    package mutating func value(_ original: JSONView) {
        copy(original.place, of: original.source)
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
        like original: JSONView?, except names: JSONNames,
        _ rewrite: (_ name: Int, _ value: JSONView?, _ writer: inout JSONWriter) -> Void
    ) {
        precondition(names.indices.count <= UInt64.bitWidth, "too many names")
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
        text.bytes.withUnsafeBufferPointer { copy(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
