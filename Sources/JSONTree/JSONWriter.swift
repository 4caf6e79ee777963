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
        member(name, spelled: UnsafeBufferPointer(start: nil, count: 0))
    }

    /// Writes the name of the next member.
    @_disfavoredOverload
    package mutating func name(_ name: String) {
        string(name)
        bytes.append(JSONByte.colon)
    }

    /// Writes a string member; nothing if it is nil.
    package mutating func member(_ name: StaticString, _ text: String?) {
        guard var text else { return }
        text.withUTF8 { utf8 in
            if PlainRun(in: utf8, from: 0).end == utf8.count {
                member(name, spelled: utf8, isString: true)
            } else {
                self.name(name)
                string(utf8)
            }
        }
    }

    /// Writes a member whose value is spelled out in the source without white space.
    package mutating func member(_ name: StaticString, literal: StaticString) {
        literal.withUTF8Buffer { member(name, spelled: $0) }
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
        json.withUnsafeBufferPointer { copy($0) }
    }

    /// Writes values, or members, spelled out in the source without white space.
    package mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { copy($0) }
    }

    /// Writes JSON without white space between values.
    mutating func copy(_ json: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Writes a member at once: each append asks whether the bytes are shared, and have room, which
    /// takes longer than to copy a name.
    ///
    /// - Parameter value: bytes that need no escapes; none if the value comes next.
    private mutating func member(
        _ name: StaticString, spelled value: UnsafeBufferPointer<UInt8>, isString: Bool = false
    ) {
        let count = name.utf8CodeUnitCount + value.count + Self.punctuationMax
        let hasComma = needsComma
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { buffer in
            guard let start = buffer.baseAddress else { return }
            var room = Room(next: start)
            if hasComma { room.put(JSONByte.comma) }
            room.put(JSONByte.quote)
            name.withUTF8Buffer { room.put($0) }
            room.put(JSONByte.quote)
            room.put(JSONByte.colon)
            if isString { room.put(JSONByte.quote) }
            room.put(value)
            if isString { room.put(JSONByte.quote) }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: room.next - start))
        }
    }

    /// The comma, the quotes of name and value, and the colon.
    private static let punctuationMax = 6

    /// Room for bytes, which must be enough for those that are put there.
    private struct Room {
        var next: UnsafeMutablePointer<UInt8>

        @inline(__always)
        mutating func put(_ byte: UInt8) {
            next.pointee = byte
            next += 1
        }

        @inline(__always)
        mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard let start = bytes.baseAddress else { return }
            next.update(from: start, count: bytes.count)
            next += bytes.count
        }
    }

    mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
    }

    /// Writes a comma, unless this is the first in its place.
    mutating func separate() {
        if needsComma { bytes.append(JSONByte.comma) }
    }

    private var needsComma: Bool {
        switch bytes.last {
        case nil, JSONByte.openBrace, JSONByte.openBracket, JSONByte.colon: false
        default: true
        }
    }
}
