/// Writes one JSON text without white space (RFC 8259). Commas come by themselves; names and values
/// must come in an order that makes sense.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public internal(set) var bytes: [UInt8] = []

    /// - Parameter capacity: how many bytes there is room for from the start.
    public init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// An object with the members that a closure writes.
    public mutating func object(_ writeMembers: (inout JSONWriter) -> Void) {
        beginObject()
        writeMembers(&self)
        endObject()
    }

    /// The beginning of an object; its members come next, then `endObject`.
    public mutating func beginObject() {
        open(ASCII.openBrace)
    }

    /// The end of the object that was begun last.
    public mutating func endObject() {
        bytes.append(ASCII.closeBrace)
    }

    /// An array with the elements that a closure writes.
    public mutating func array(_ writeItems: (inout JSONWriter) -> Void) {
        open(ASCII.openBracket)
        writeItems(&self)
        bytes.append(ASCII.closeBracket)
    }

    /// The name of the member whose value comes next, which needs no escapes.
    public mutating func name(_ name: StaticString) {
        separate()
        bytes.append(ASCII.quote)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(ASCII.quote)
        bytes.append(ASCII.colon)
    }

    /// The name of the member whose value comes next.
    @_disfavoredOverload
    public mutating func name(_ name: String) {
        string(name)
        bytes.append(ASCII.colon)
    }

    /// A member that is a string; nothing when there is none.
    public mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    /// A member that is a string; nothing when there is none.
    @_disfavoredOverload
    public mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    /// A string.
    public mutating func string(_ text: String) {
        separate()
        bytes.appendQuoted(text)
    }

    /// A string in UTF-8.
    public mutating func string(_ content: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(ASCII.quote)
        bytes.appendEscaping(content)
        bytes.append(ASCII.quote)
    }

    /// A whole number.
    public mutating func integer(_ value: Int) {
        separate()
        bytes.appendDecimal(value)
    }

    /// Any value.
    public mutating func value(_ value: JSON) {
        separate()
        value.encode(into: &bytes)
    }

    /// Values, or members, that are spelled out in the source, without white space.
    public mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
    }

    /// A comma, unless this is the first in its place.
    mutating func separate() {
        switch bytes.last {
        case nil, ASCII.openBrace, ASCII.openBracket, ASCII.colon: break
        default: bytes.append(ASCII.comma)
        }
    }
}
