import JSONTree

@testable import ElectrumSwitch

/// Messages made from the tables themselves: some that fit, some that do not.
enum ContractSamples {
    /// Every schema that the messages of the interface reach.
    static let schemas: [Schema] = {
        var found: [Schema] = []
        let messages: [Schema] = [
            .provisionRequest, .provisionResponse, .tenderAdvice, .basicReversal, .basicAdvice,
            .redemptionRequest, .redemptionResponse, .refundRequest, .refundResponse,
            .voucherLookup, .voucherLookupResponse, .redemptionLookup, .productsLookup,
            .productsLookupResponse, .errorDetail(naming: .providerErrorMsg),
        ]
        for message in messages { collect(.object(message), into: &found) }
        return found
    }()

    private static func collect(_ type: FieldType, into found: inout [Schema]) {
        switch type {
        case .object(let schema):
            guard !found.contains(where: { $0.name == schema.name }) else { return }
            found.append(schema)
            for field in schema.fields { collect(field.type, into: &found) }
        case .choice(let choice):
            for variant in choice.variants { collect(.object(variant.schema), into: &found) }
        case .array(let type), .map(let type):
            collect(type, into: &found)
        default:
            break
        }
    }

    /// A message with every field of the table.
    static func full(_ schema: Schema) -> JSONObject {
        JSONObject(schema.fields.map { ($0.name, value(of: $0.type)) })
    }

    /// A message with those fields only that must be there.
    static func least(_ schema: Schema) -> JSONObject {
        JSONObject(schema.fields.filter { !$0.mayBeAbsent }.map { ($0.name, value(of: $0.type)) })
    }

    private static func value(of type: FieldType) -> JSON {
        switch type {
        case .string(.any): "any text"
        case .string(.length(let bounds)), .stringOrNumber(.length(let bounds)):
            .string(String(repeating: "é", count: bounds.upperBound))
        case .string(.pattern(let pattern)), .stringOrNumber(.pattern(let pattern)):
            .string(PatternSample.of(pattern).longest)
        case .stringOrNumber(.any): 710
        case .uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
        case .dateTime: "2026-01-28T10:41:29.123Z"
        case .email: "thandi.m@shop.example.co.za"
        case .int32, .int64, .double: -2_147_483_648
        case .boolean: false
        case .enumeration(let enumeration): .string(enumeration.values.last ?? "")
        case .object(let schema): .object(full(schema))
        case .choice(let choice): choice.variants.last.map { .object(full($0.schema)) } ?? nil
        case .array(let type): [value(of: type), value(of: type)]
        case .map(let type): ["any name": value(of: type)]
        }
    }

    /// Texts of values that do not fit, each with the one violation it is.
    static func misfits(of type: FieldType) -> [(text: String, violation: String)] {
        switch type {
        case .string(let rule):
            return misfits(of: rule) + ["7", "true", "[]", "{}"].map { ($0, "must be a string") }
        case .stringOrNumber(let rule):
            return misfits(of: rule) + ["true", "[]", "{}"].map { ($0, "must be a string") }
        case .uuid:
            return ["7", "{}"].map { ($0, "must be a string") }
        case .dateTime:
            let violation = "must be a date-time such as 2026-01-28T10:41:29.123Z"
            return ["7", "\"today\""].map { ($0, violation) }
        case .email:
            return ["7", "\"thandi\""].map { ($0, "not a well-formed email address") }
        case .int32:
            let violation = "must be an integer between -2147483648 and 2147483647"
            return ["1.0", "1e2", "\"1\"", "2147483648"].map { ($0, violation) }
        case .int64:
            let violation =
                "must be an integer between -9223372036854775808 and 9223372036854775807"
            return ["1.0", "1e2", "\"1\"", "9223372036854775808"].map { ($0, violation) }
        case .double:
            return ["\"1\"", "true"].map { ($0, "must be a number") }
        case .boolean:
            return ["\"true\"", "1"].map { ($0, "must be true or false") }
        case .enumeration(let enumeration):
            let violation = "must be one of \(enumeration.values.joined(separator: ", "))"
            return ["7", "\"other\"", "\"\""].map { ($0, violation) }
        case .object, .choice, .map:
            return ["7", "\"{}\"", "[]"].map { ($0, "must be an object") }
        case .array:
            return ["7", "\"[]\"", "{}"].map { ($0, "must be an array") }
        }
    }

    private static func misfits(of rule: TextRule) -> [(text: String, violation: String)] {
        switch rule {
        case .any:
            return []
        case .length(let bounds):
            return [bounds.lowerBound - 1, bounds.upperBound + 1].filter { $0 >= 0 }.map { length in
                (
                    "\"\(String(repeating: "é", count: length))\"",
                    "length must be between \(bounds.lowerBound) and \(bounds.upperBound)"
                )
            }
        case .pattern(let pattern):
            return PatternSample.of(pattern).misfits.map {
                (JSON.string($0).description, "must match \"\(pattern.text)\"")
            }
        }
    }
}
