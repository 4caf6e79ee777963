import JSONTree

/// The scenario language as a JSON Schema (draft 2020-12), so that editors complete words, show
/// what they mean and mark what is wrong.
enum JSONSchema {
    /// The text of `scenarios/schema.json`. Scenario files follow it, provider profiles its
    /// definition `profile`, the catalogue its definition `products`, plans its definition `plan`.
    static var text: String {
        var schema: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "electrum-mock scenario",
            "$defs": [
                "profile": .object(ProviderProfile.keys.syntax.schema),
                "products": .object(Product.catalogueKeys.syntax.schema),
                "plan": .object(Plan.keys.syntax.schema),
                "when": .object(Condition.keys.syntax.schema),
            ],
        ]
        for member in Scenario.keys.syntax.schema.members {
            schema.append(member.name, member.value)
        }
        return JSON.object(schema).wrapped() + "\n"
    }
}

extension Syntax {
    fileprivate var schema: JSONObject {
        switch self {
        case .scalar(let scalar):
            return scalar().schema
        case .list(let element, let atLeast, let atMost):
            var schema: JSONObject = ["type": "array", "items": .object(element.schema)]
            if atLeast > 0 { schema.append("minItems", .number(JSONNumber(atLeast))) }
            schema.append("maxItems", .number(JSONNumber(atMost)))
            return schema
        case .mapping(_, let fields):
            return Self.schema(of: fields())
        case .either(let alternatives):
            return ["anyOf": .array(alternatives.map { .object($0.schema) })]
        case .reference(let name, _):
            return ["$ref": .string("#/$defs/\(name)")]
        case .anything:
            return JSONObject()
        }
    }

    private static func schema(of fields: [Field]) -> JSONObject {
        var schema: JSONObject = ["type": "object"]
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { schema.append("required", .array(required)) }
        var properties = JSONObject()
        var patterns = JSONObject()
        for field in fields {
            if field.name.hasSuffix("*") {
                let prefix = field.name.dropLast().replacing(".", with: "\\.")
                patterns.append("^\(prefix).", .object(field.schema))
            } else {
                properties.append(field.name, .object(field.schema))
            }
        }
        if !properties.members.isEmpty { schema.append("properties", .object(properties)) }
        if !patterns.members.isEmpty { schema.append("patternProperties", .object(patterns)) }
        schema.append("additionalProperties", false)
        return schema
    }
}

extension Syntax.Field {
    fileprivate var schema: JSONObject {
        var schema: JSONObject = ["description": .string(doc)]
        if let standard { schema.append("default", standard) }
        for member in value.schema.members { schema.append(member.name, member.value) }
        return schema
    }
}

extension JSON {
    /// As people read it: what fits in a line stands in a line.
    fileprivate func wrapped(indentation: String = "") -> String {
        let line = self.line
        guard indentation.count + line.count > 96 else { return line }
        let inner = indentation + "  "
        switch self {
        case .array(let items):
            let lines = items.map { inner + $0.wrapped(indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        case .object(let object):
            let lines = object.members.map { member in
                "\(inner)\(JSON.string(member.name)): \(member.value.wrapped(indentation: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        default:
            return line
        }
    }

    private var line: String {
        switch self {
        case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
        case .object(let object):
            "{"
                + object.members.map { "\(JSON.string($0.name)): \($0.value.line)" }
                .joined(separator: ", ") + "}"
        default: description
        }
    }
}
