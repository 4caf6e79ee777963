/// A JSON value (RFC 8259) as it was written: members keep their order, numbers their spelling.
///
/// `==` is exact, so order and number spelling matter.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSON])
    case object(JSONObject)

    /// Parses a whole text.
    ///
    /// - Throws: `JSONSyntaxError` for anything RFC 8259 does not allow, for a member name that
    ///   appears twice, and for nesting beyond the limit.
    public init(
        parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        let text = try JSONText(parsing: bytes, limits: limits)
        self = text.tree(at: text.root)
    }

    /// Parses a whole text; see `init(parsing:limits:)` for bytes.
    public init(
        parsing text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The text of a string; nil for every other value.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements of an array; nil for every other value.
    public var items: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// The object; nil for every other value.
    public var members: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The number if it is spelled as an integer and fits; nil for every other value.
    public var integer: Int64? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }

    /// The value of an object's member; nil if there is none, or if this is no object.
    public subscript(name: String) -> JSON? {
        members?[name]
    }

    /// An element of an array; nil out of range, or if this is no array.
    public subscript(index: Int) -> JSON? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }
}
