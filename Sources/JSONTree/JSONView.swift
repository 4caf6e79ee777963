/// A value of a text, to be looked into like `JSON`.
public struct JSONView: Sendable {
    let source: JSONText
    let place: JSONText.Place

    init(_ source: JSONText, at place: JSONText.Place) {
        self.source = source
        self.place = place
    }

    /// The whole of a text.
    public init(_ source: JSONText) {
        self.init(source, at: source.root)
    }

    /// The whole of a text that is read first; see `JSONText.init(parsing:limits:)`.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        self.init(try JSONText(parsing: bytes))
    }

    /// Whether this is `null`.
    public var isNull: Bool { source.kind(of: place) == .null }

    /// The text of a string; nil for every other value.
    public var text: String? {
        guard source.kind(of: place) == .string else { return nil }
        return source.string(at: place)
    }

    /// The number if it is spelled as an integer and fits; nil for every other value.
    public var integer: Int64? {
        source.integer(at: place)
    }

    /// The text of a string, the spelling of a number or of `true` and `false`; nil for every
    /// other value.
    public var scalar: String? {
        switch source.kind(of: place) {
        case .string, .number, .bool: source.string(at: place)
        case .null, .array, .object: nil
        }
    }

    /// The elements of an array; nil for every other value.
    public var items: [JSONView]? {
        guard source.kind(of: place) == .array else { return nil }
        return source.items(of: place).map { JSONView(source, at: $0) }
    }

    /// The value of an object's member; nil if there is none, or if this is no object.
    public subscript(name: String) -> JSONView? {
        source.member(name, of: place).map { JSONView(source, at: $0) }
    }

    /// An element of an array; nil out of range, or if this is no array.
    public subscript(index: Int) -> JSONView? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// The value as it was written, but for white space between values.
    public var encoded: [UInt8] {
        var writer = JSONWriter(capacity: byteCount)
        writer.value(self)
        return writer.bytes
    }

    /// How many bytes the value takes as it was written.
    public var byteCount: Int { source.nodes[place.node].range.count }

    /// The value as a tree of its own.
    public var json: JSON { source.tree(at: place) }
}
