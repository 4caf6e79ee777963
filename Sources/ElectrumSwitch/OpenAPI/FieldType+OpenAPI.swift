import JSONTree

extension FieldType {
    /// The JSON Schema of the type.
    var openAPI: JSON {
        switch self {
        case .string(let rule): .object(rule.openAPI)
        case .stringOrNumber(let rule): Self.threeDigits(rule)
        case .uuid:
            ["type": "string", "format": "uuid", "pattern": .string(Self.uuidPattern)]
        case .dateTime: ["type": "string", "format": "date-time"]
        case .email: ["type": "string", "format": "email"]
        case .int32: Self.integer("int32", Int64(Int32.min)...Int64(Int32.max))
        case .int64: Self.integer("int64", Int64.min...Int64.max)
        case .double: ["type": "number", "format": "double"]
        case .boolean: ["type": "boolean"]
        case .enumeration(let enumeration):
            enumeration.name.map(JSON.reference) ?? enumeration.openAPI
        case .object(let schema): schema.reference
        case .choice(let choice): .reference(to: choice.name)
        case .array(let element): ["type": "array", "items": element.openAPI]
        case .map(let value):
            ["type": "object", "additionalProperties": value.openAPI.orNull]
        }
    }

    /// Validators may take `format` for a remark only.
    private static let uuidPattern =
        "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"

    /// A currency code: as a number it has no leading zeros.
    private static func threeDigits(_ rule: TextRule) -> JSON {
        var object = rule.openAPI
        object["type"] = ["string", "integer"]
        object["minimum"] = 100
        object["maximum"] = 999
        return .object(object)
    }

    private static func integer(_ format: String, _ bounds: ClosedRange<Int64>) -> JSON {
        [
            "type": "integer", "format": .string(format),
            "minimum": .number(JSONNumber(bounds.lowerBound)),
            "maximum": .number(JSONNumber(bounds.upperBound)),
        ]
    }
}

extension Enumeration {
    /// The JSON Schema of the words.
    var openAPI: JSON {
        ["type": "string", "enum": .array(values.map(JSON.string))]
    }
}

extension TextRule {
    fileprivate var openAPI: JSONObject {
        var object = JSONObject([("type", "string")])
        switch self {
        case .any: break
        case .length(let bounds):
            if bounds.lowerBound > 0 {
                object["minLength"] = .number(JSONNumber(bounds.lowerBound))
            }
            object["maxLength"] = .number(JSONNumber(bounds.upperBound))
        case .pattern(let pattern): object["pattern"] = .string(pattern.searched)
        }
        return object
    }
}

extension FieldPattern {
    /// The pattern for JSON Schema, where a match anywhere in a text suffices. It avoids `\d` and
    /// `.`, on which the dialects of regular expressions disagree.
    var searched: String {
        let inner = text.hasPrefix("^") ? String(text.dropFirst()) : text
        let spelledOut =
            inner
            .replacing(#"\d"#, with: "[0-9]")
            .replacing(".", with: #"[^\n\r\u2028\u2029]"#)
        return "^\(spelledOut)$"
    }
}

extension JSON {
    /// Returns a reference to a schema or an enumeration of this name.
    static func reference(to name: String) -> JSON {
        ["$ref": .string("#/components/schemas/\(name)")]
    }

    /// The JSON Schema that also allows null.
    var orNull: JSON {
        guard var members, let type = members["type"], members["enum"] == nil else {
            return ["anyOf": [self, ["type": "null"]]]
        }
        members["type"] = .array((type.items ?? [type]) + ["null"])
        return .object(members)
    }
}
