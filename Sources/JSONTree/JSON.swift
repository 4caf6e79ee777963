/// A JSON value (RFC 8259) as it was written: members keep their order, numbers their spelling.
///
/// `==` is exact, so order and number spelling matter.
package enum JSON: Sendable, Equatable {
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
    package init(
        parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        let text = try JSONText(parsing: bytes, limits: limits)
        self = text.tree(at: text.root)
    }

    /// Parses a whole text; see `init(parsing:limits:)` for bytes.
    package init(
        parsing text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// True if the value is `null`.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The text of a string; nil for every other value.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements of an array; nil for every other value.
    package var items: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// The object; nil for every other value.
    package var members: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// The number if it is spelled as an integer and fits into 64 bits; nil for every other value.
    package var integer: Int64? {
        guard case .number(let number) = self else { return nil }
        return number.integer
    }

    /// Returns the value of an object's member; nil if there is none or this is not an object.
    package subscript(name: String) -> JSON? {
        members?[name]
    }

    /// Returns an element of an array; nil if the index is out of range or this is not an array.
    package subscript(index: Int) -> JSON? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }
}
