import JSONTree

/// A value of one of several schemas, selected by the member `type`.
struct Choice: Sendable {
    struct Variant: Sendable {
        /// The value of `type`.
        let tag: String
        let schema: Schema

        init(_ tag: String, _ name: String, _ fields: [Field]) {
            self.tag = tag
            let type = Field.required(Choice.discriminator, .enumeration(Enumeration([tag])))
            schema = Schema(name, [type] + fields)
        }
    }

    static let discriminator = "type"

    let name: String
    let variants: [Variant]
    private let tagNames: JSONNames

    init(_ name: String, _ variants: [Variant]) {
        self.name = name
        self.variants = variants
        tagNames = JSONNames(variants.map(\.tag))
    }

    var tags: Enumeration {
        Enumeration(variants.map(\.tag))
    }

    /// Returns the schema that an object's `type` selects.
    func schema(forTagAt place: JSONText.Place, in message: JSONText) -> Schema? {
        guard message.kind(of: place) == .string else { return nil }
        return message.index(ofStringAt: place, in: tagNames).map { variants[$0].schema }
    }

    /// Returns the schema that an object's `type` selects.
    func schema(for tag: JSON) -> Schema? {
        guard case .string(let tag) = tag else { return nil }
        return variants.first { $0.tag == tag }?.schema
    }
}
