import JSONTree

/// The form of a value of a file; every decoder has one. The JSON Schema and docs/scenarios.md are
/// made of it: the parts that only they need are made when they ask, not when files are read.
indirect enum Syntax: Sendable {
    case scalar(@Sendable () -> Scalar)
    case list(of: Syntax, atLeast: Int, atMost: Int)
    /// With a title it has a section of its own in docs/scenarios.md.
    case mapping(_ title: String?, @Sendable () -> [Field])
    /// One of several, told apart by being a scalar, a list or a mapping.
    case either([Syntax])
    /// A mapping in which the same may stand again, by the name of its definition in the schema.
    case reference(String, @Sendable () -> Syntax)
    /// Whatever YAML can say.
    case anything

    struct Scalar: Sendable {
        /// "a duration", "a whole number", "text".
        let noun: String
        let schema: JSONObject
        /// The words it is one of, each with its meaning; none for anything else.
        let words: [(name: String, meaning: String)]
        /// An example.
        let example: String
    }

    /// A key of a mapping.
    struct Field: Sendable {
        let name: String
        let isRequired: Bool
        let doc: String
        let value: Syntax
        /// The default without the key; nil if it is not a value.
        let standard: JSON?
    }

    /// Returns true if a value is of the right kind, whatever its content.
    func fits(_ content: Value.Content) -> Bool {
        switch (self, content) {
        case (.scalar, .scalar), (.list, .list), (.mapping, .mapping), (.reference, .mapping),
            (.anything, _):
            true
        case (.either(let alternatives), _): alternatives.contains { $0.fits(content) }
        default: false
        }
    }

    /// "a duration", "a list", "a word or a mapping".
    var noun: String {
        switch self {
        case .scalar(let scalar): scalar().noun
        case .list: "a list"
        case .mapping, .reference: "a mapping"
        case .either(let alternatives): alternatives.map(\.noun).joined(separator: " or ")
        case .anything: "a value"
        }
    }
}

extension Syntax.Scalar {
    static let percentage = #"^[0-9]+(\.[0-9]+)?%$"#

    static let text = Syntax.Scalar(
        noun: "text", schema: ["type": ["string", "number", "boolean"]], example: "ott")

    init(noun: String, schema: JSONObject, example: String) {
        self.init(noun: noun, schema: schema, words: [], example: example)
    }

    /// Text that a regular expression matches.
    init(noun: String, pattern: String, example: String) {
        self.init(
            noun: noun, schema: ["type": "string", "pattern": .string(pattern)], example: example)
    }

    /// A whole number.
    init(_ bounds: ClosedRange<Int64>) {
        var schema: JSONObject = ["type": "integer"]
        if bounds.lowerBound > .min { schema.append("minimum", .number(.init(bounds.lowerBound))) }
        if bounds.upperBound < .max { schema.append("maximum", .number(.init(bounds.upperBound))) }
        self.init(
            noun: "a whole number", schema: schema,
            example: String(max(bounds.lowerBound, min(bounds.upperBound, 7))))
    }

    /// A text with a number of characters of some kind.
    init(_ alphabet: AllowedCharacters, _ count: ClosedRange<Int>) {
        let (least, most) = (count.lowerBound, count.upperBound)
        let range = least == most ? "\(least)" : "\(least),\(most)"
        var schema = Self.text.schema
        schema.append("pattern", .string("^\(alphabet.pattern){\(range)}$"))
        self.init(
            noun: alphabet.noun(count), schema: schema,
            example: String(repeating: "7", count: least))
    }

    /// One of some words; `kind` is what the words are, in the singular.
    init(_ kind: String, words: [(name: String, meaning: String)]) {
        let article = "aeiou".contains(kind.prefix(1)) ? "an" : "a"
        let constants = words.map { word -> JSON in
            word.meaning.isEmpty
                ? ["const": .string(word.name)]
                : ["const": .string(word.name), "description": .string(word.meaning)]
        }
        self.init(
            noun: words.count == 1 ? "`\(words[0].name)`" : "\(article) \(kind)",
            schema: ["oneOf": .array(constants)], words: words, example: words.last?.name ?? "")
    }
}
