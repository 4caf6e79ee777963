/// The position of one value in a text. Nodes are in the order of the values' first bytes; those of
/// an object are name, value, name, value and so on.
@usableFromInline
struct JSONNode: Sendable {
    @usableFromInline let kind: JSONKind
    /// True if a string has no escapes, so that its bytes are its content.
    @usableFromInline let isPlain: Bool
    /// True if a string has no escapes and is ASCII only.
    @usableFromInline let isASCII: Bool
    /// The value's bytes, quotes and brackets included.
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// The first node that is not inside this one.
    @usableFromInline var next: UInt32

    /// Moves both ends.
    mutating func move(start startShift: Int, end endShift: Int) {
        start &+= UInt32(truncatingIfNeeded: startShift)
        end &+= UInt32(truncatingIfNeeded: endShift)
    }

    @inlinable var range: Range<Int> { Int(start)..<Int(end) }

    /// The number of bytes between the quotes of a string.
    @inlinable var contentCount: Int { Int(end &- start) &- 2 }

    /// The range of the bytes between the quotes of a string.
    @inlinable var contentRange: Range<Int> { Int(start) + 1..<Int(end) - 1 }
}

/// The kinds of values (RFC 8259 section 3).
@usableFromInline
package enum JSONKind: UInt8, Sendable {
    case null
    case bool
    case number
    case string
    case array
    case object
}
