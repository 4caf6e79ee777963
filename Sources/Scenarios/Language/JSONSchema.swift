/// The scenario language as a JSON Schema (draft 2020-12), so that editors complete words, show
/// what they mean and mark what is wrong. Made from the table that the reader follows.
enum JSONSchema {
    /// The text of `scenarios/schema.json`. Scenario files follow it, provider profiles its
    /// definition `profile`, the catalogue its definition `products`.
    static var text: String {
        let head: [Freeform.Member] = [
            .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            .init("title", .text("electrum-mock scenario")),
            .init(
                "$defs",
                .mapping([
                    .init("profile", .mapping(schema(of: Language.profile))),
                    .init("products", .mapping(schema(of: Language.products))),
                    .init("when", .mapping(schema(of: Language.conditions))),
                ])),
        ]
        return Freeform.mapping(head + schema(of: Language.scenario)).json() + "\n"
    }

    private static func schema(of shape: Shape) -> [Freeform.Member] {
        switch shape {
        case .scalar(let form):
            return form.schema
        case .list(let element, let atLeast, let atMost):
            return [
                .init("type", .text("array")), .init("items", .mapping(schema(of: element))),
            ] + (atLeast > 0 ? [.init("minItems", .number("\(atLeast)"))] : [])
                + [.init("maxItems", .number("\(atMost)"))]
        case .mapping(let fields):
            return schema(of: fields)
        case .either(let shapes):
            return [.init("anyOf", .list(shapes.map { .mapping(schema(of: $0)) }))]
        case .conditions:
            return [.init("$ref", .text("#/$defs/when"))]
        case .anything:
            return []
        }
    }

    private static func schema(of fields: [Field]) -> [Freeform.Member] {
        var members = [Freeform.Member("type", .text("object"))]
        let required = fields.filter(\.isRequired).map { Freeform.text($0.name) }
        if !required.isEmpty { members.append(.init("required", .list(required))) }
        let named = fields.filter { $0.prefix == nil }
        if !named.isEmpty {
            members.append(.init("properties", .mapping(named.map { described($0, as: $0.name) })))
        }
        let patterns = fields.compactMap { field in
            field.prefix.map { described(field, as: "^\($0.replacing(".", with: "\\.")).") }
        }
        if !patterns.isEmpty { members.append(.init("patternProperties", .mapping(patterns))) }
        return members + [.init("additionalProperties", .bool(false))]
    }

    private static func described(_ field: Field, as name: String) -> Freeform.Member {
        .init(name, .mapping([.init("description", .text(field.doc))] + schema(of: field.shape)))
    }
}
