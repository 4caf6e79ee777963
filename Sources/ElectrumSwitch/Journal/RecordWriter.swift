import JSONTree

/// Writes the members of a record. What there is none of is null.
struct RecordWriter {
    private var writer: JSONWriter
    /// True if secrets are removed from texts.
    let hidesSecrets: Bool

    init(capacity: Int, hidesSecrets: Bool) {
        writer = JSONWriter(capacity: capacity)
        self.hidesSecrets = hidesSecrets
    }

    mutating func begin() {
        writer.beginObject()
    }

    /// The record as a whole.
    mutating func end() -> [UInt8] {
        writer.endObject()
        return writer.bytes
    }

    mutating func member(_ name: String, _ value: JSON) {
        writer.name(name)
        writer.value(value)
    }

    mutating func member(_ name: StaticString, _ text: String?) {
        writer.name(name)
        write(text)
    }

    /// Writes a member only if there is one.
    mutating func known(_ name: StaticString, _ text: String?) {
        if text != nil { member(name, text) }
    }

    mutating func member(_ name: StaticString, _ number: Int?) {
        writer.name(name)
        if let number { writer.integer(number) } else { writer.literal("null") }
    }

    mutating func member(_ name: StaticString, _ flag: Bool) {
        writer.name(name)
        writer.literal(flag ? "true" : "false")
    }

    /// - Parameter unixNs: nanoseconds since 1970.
    mutating func member(_ name: StaticString, time unixNs: Int64?) {
        writer.name(name)
        if let unixNs {
            writer.string(Timestamp.text(unixNs: unixNs))
        } else {
            writer.literal("null")
        }
    }

    mutating func member(_ name: StaticString, list: [String]) {
        writer.name(name)
        writer.array { writer in
            for text in list { writer.string(hidesSecrets ? Masking.withoutSecrets(text) : text) }
        }
    }

    /// Returns a body as JSON; as text if it is not JSON. Where it might hold secrets, only an
    /// object can be masked.
    mutating func member(_ name: StaticString, body bytes: [UInt8], _ masking: Masking?) {
        writer.name(name)
        guard !bytes.isEmpty else { return writer.literal("null") }
        let text = try? JSONText(parsing: bytes)
        switch (text, masking) {
        case (let text?, nil):
            writer.value(JSONView(text))
        case (nil, nil):
            writer.string(String(decoding: bytes, as: UTF8.self))
        case (let text?, let masking?) where text.kind(of: text.root) == .object:
            masking.write(text, to: &writer)
        case (_, _?):
            writer.string("\(bytes.count) bytes that are not a JSON object")
        }
    }

    private mutating func write(_ text: String?) {
        guard let text else { return writer.literal("null") }
        writer.string(hidesSecrets ? Masking.withoutSecrets(text) : text)
    }
}
