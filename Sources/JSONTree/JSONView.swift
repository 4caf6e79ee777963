/// A value of a text with the interface of `JSON`.
package struct JSONView: Sendable {
    let source: JSONText
    /// The place of the value in its text.
    package let place: JSONText.Place

    init(_ source: JSONText, at place: JSONText.Place) {
        self.source = source
        self.place = place
    }

    /// The whole of a text.
    package init(_ source: JSONText) {
        self.init(source, at: source.root)
    }

    /// The root of a text that is parsed first; see `JSONText.init(parsing:limits:)`.
    package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        self.init(try JSONText(parsing: bytes))
    }

    /// True if the value is `null`.
    package var isNull: Bool { source.kind(of: place) == .null }

    /// The text of a string; nil for every other value.
    package var text: String? {
        guard source.kind(of: place) == .string else { return nil }
        return source.string(at: place)
    }

    /// The number if it is spelled as an integer and fits into 64 bits; nil for every other value.
    package var integer: Int64? {
        source.integer(at: place)
    }

    /// The text of a string, the spelling of a number or of `true` and `false`; nil for every
    /// other value.
    package var scalar: String? {
        switch source.kind(of: place) {
        case .string, .number, .bool: source.string(at: place)
        case .null, .array, .object: nil
        }
    }

    /// The elements of an array; nil for every other value.
    package var items: [JSONView]? {
        guard source.kind(of: place) == .array else { return nil }
        return source.items(of: place).map { JSONView(source, at: $0) }
    }

    /// Returns the value of an object's member; nil if there is none or this is not an object.
    package subscript(name: StaticString) -> JSONView? {
        source.member(name, of: place).map { JSONView(source, at: $0) }
    }

    /// Returns the value of an object's member; nil if there is none or this is not an object.
    ///
    /// Generic, because a literal would be taken for a `String` and not for a `StaticString`.
    @_disfavoredOverload
    package subscript(name: some StringProtocol) -> JSONView? {
        source.member(String(name), of: place).map { JSONView(source, at: $0) }
    }

    /// Returns the value at a place of the same text; nil for none.
    package subscript(place: JSONText.Place?) -> JSONView? {
        place.map { JSONView(source, at: $0) }
    }

    /// Returns an element of an array; nil if the index is out of range or this is not an array.
    package subscript(index: Int) -> JSONView? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// The value as it was written, without white space between values.
    package var encoded: [UInt8] {
        var writer = JSONWriter(capacity: byteCount)
        writer.value(self)
        return writer.bytes
    }

    /// The number of bytes of the value as it was written.
    package var byteCount: Int { source.nodes[place.node].range.count }

    /// Returns true if two values are spelled alike, white space included.
    package func isSpelled(like other: JSONView) -> Bool {
        let (range, others) = (
            source.nodes[place.node].range, other.source.nodes[other.place.node].range
        )
        return source.bytes.withUnsafeBytes { bytes in
            other.source.bytes.withUnsafeBytes {
                UnsafeRawBufferPointer(rebasing: bytes[range])
                    .hasSameBytes(as: UnsafeRawBufferPointer(rebasing: $0[others]))
            }
        }
    }

    /// The value as a tree.
    package var json: JSON { source.tree(at: place) }
}
