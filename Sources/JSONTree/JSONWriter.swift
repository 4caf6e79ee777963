/// Writes one JSON text without white space (RFC 8259). Commas are added; the caller has to write
/// names and values in a valid order.
package struct JSONWriter: Sendable {
    /// The bytes written so far.
    package internal(set) var bytes: [UInt8] = []

    /// - Parameter capacity: the number of bytes to reserve.
    package init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object with the members that a closure writes.
    package mutating func object(_ writeMembers: (inout JSONWriter) -> Void) {
        beginObject()
        writeMembers(&self)
        endObject()
    }

    /// The beginning of an object; its members come next, then `endObject`.
    package mutating func beginObject() {
        open(JSONByte.openBrace)
    }

    /// The end of the object that was begun last.
    package mutating func endObject() {
        bytes.append(JSONByte.closeBrace)
    }

    /// Writes an array with the elements that a closure writes.
    package mutating func array(_ writeItems: (inout JSONWriter) -> Void) {
        open(JSONByte.openBracket)
        writeItems(&self)
        bytes.append(JSONByte.closeBracket)
    }

    /// The name of the member whose value comes next, which needs no escapes.
    package mutating func name(_ name: StaticString) {
        separate()
        bytes.append(JSONByte.quote)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(JSONByte.quote)
        bytes.append(JSONByte.colon)
    }

    /// Writes the name of the next member.
    @_disfavoredOverload
    package mutating func name(_ name: String) {
        string(name)
        bytes.append(JSONByte.colon)
    }

    /// Writes a string member; nothing if it is nil.
    package mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    /// Writes a string member; nothing if it is nil.
    @_disfavoredOverload
    package mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    /// A string.
    package mutating func string(_ text: String) {
        separate()
        bytes.appendQuoted(text)
    }

    /// A string in UTF-8.
    package mutating func string(_ content: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(JSONByte.quote)
        bytes.appendEscaping(content)
        bytes.append(JSONByte.quote)
    }

    /// A whole number.
    package mutating func integer(_ value: Int) {
        separate()
        bytes.appendDecimal(value)
    }

    /// Any value.
    package mutating func value(_ value: JSON) {
        separate()
        value.encode(into: &bytes)
    }

    /// A value that was written before: JSON without white space between values.
    package mutating func encoded(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes values, or members, spelled out in the source without white space.
    package mutating func literal(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
    }

    /// Writes a comma, unless this is the first in its place.
    mutating func separate() {
        switch bytes.last {
        case nil, JSONByte.openBrace, JSONByte.openBracket, JSONByte.colon: break
        default: bytes.append(JSONByte.comma)
        }
    }
}
