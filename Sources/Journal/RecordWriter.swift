import JSONTree
import Vocabulary

/// Writes the members of a record. What there is none of is null.
struct RecordWriter {
    private var writer: JSONWriter

    init(capacity: Int) {
        writer = JSONWriter(capacity: capacity)
        writer.beginObject()
    }

    /// The record as a whole.
    mutating func end() -> [UInt8] {
        writer.endObject()
        return writer.bytes
    }

    mutating func value(_ name: String, _ value: JSON) {
        writer.name(name)
        writer.value(value)
    }

    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return writer.member(name, literal: "null") }
        writer.member(name, text)
    }

    /// Writes a member only if there is one.
    mutating func known(_ name: StaticString, _ text: String?) {
        if let text { member(name, text) }
    }

    /// Writes a member only if there is one.
    mutating func known(_ name: StaticString, _ number: Int?) {
        if let number { member(name, number) }
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        guard let number else { return writer.member(name, literal: "null") }
        writer.name(name)
        writer.integer(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        writer.member(name, literal: flag ? "true" : "false")
    }

    mutating func member(_ name: StaticString, _ time: UnixTime?) {
        member(name, time?.text)
    }

    mutating func member(_ name: StaticString, list: [String]) {
        writer.name(name)
        writer.array { writer in for text in list { writer.string(text) } }
    }

    /// Writes a body as JSON; as a string if it is not JSON.
    mutating func member(_ name: StaticString, body: RecordedBody) {
        writer.name(name)
        switch body {
        case .received(let kept):
            let bytes = kept.bytes
            guard !bytes.isEmpty else { return writer.literal("null") }
            if let text = try? JSONText(parsing: bytes) {
                writer.value(JSONView(text))
            } else {
                writer.string(String(decoding: bytes, as: UTF8.self))
            }
        case .encoded(let bytes): writer.encoded(bytes)
        case .value(let json): writer.value(json)
        }
    }
}
