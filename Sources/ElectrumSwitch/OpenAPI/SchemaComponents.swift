import JSONTree

/// The tables of the contract as the schemas of an OpenAPI document (JSON Schema 2020-12).
struct SchemaComponents {
    let acceptsUnknownFields: Bool
    private(set) var schemas = JSONObject()

    init(acceptsUnknownFields: Bool) {
        self.acceptsUnknownFields = acceptsUnknownFields
    }

    /// Adds a schema and every schema it refers to.
    mutating func add(_ schema: Schema) {
        guard schemas[schema.name] == nil else { return }
        schemas[schema.name] = json(of: schema)
        for field in schema.fields { add(field.type) }
    }

    private mutating func add(_ type: FieldType) {
        switch type {
        case .object(let schema):
            add(schema)
        case .choice(let choice):
            guard schemas[choice.name] == nil else { return }
            schemas[choice.name] = choice.openAPI
            for variant in choice.variants { add(variant.schema) }
        case .enumeration(let enumeration):
            guard let name = enumeration.name, schemas[name] == nil else { return }
            schemas[name] = enumeration.openAPI
        case .array(let element), .map(let element):
            add(element)
        default:
            break
        }
    }

    private func json(of schema: Schema) -> JSON {
        var object = JSONObject([("type", "object")])
        let required = schema.fields.filter { !$0.mayBeAbsent }.map { JSON.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        object["properties"] = .object(
            JSONObject(schema.fields.map { ($0.name, $0.openAPI) }))
        if !schema.isOpen, !acceptsUnknownFields { object["additionalProperties"] = false }
        return .object(object)
    }
}

extension Schema {
    /// A reference to the schema.
    var reference: JSON { .reference(to: name) }
}

extension Field {
    fileprivate var openAPI: JSON {
        var object = (mayBeAbsent ? type.openAPI.orNull : type.openAPI).members ?? JSONObject()
        var remarks = meaning.isEmpty ? [] : [meaning]
        if presence == .requiredOnPaper { remarks.append("the specification requires it") }
        if since != "1.0" { remarks.append("since \(since)") }
        if !remarks.isEmpty {
            object["description"] = .string(remarks.joined(separator: "; "))
        }
        return .object(object)
    }
}

extension Choice {
    fileprivate var openAPI: JSON {
        let mapping = variants.map { variant in
            (variant.tag, JSON.string("#/components/schemas/\(variant.schema.name)"))
        }
        return [
            "oneOf": .array(variants.map(\.schema.reference)),
            "discriminator": [
                "propertyName": .string(Self.discriminator),
                "mapping": .object(JSONObject(mapping)),
            ],
        ]
    }
}
