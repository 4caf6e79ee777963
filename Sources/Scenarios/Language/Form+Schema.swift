extension Form {
    /// The JSON Schema of the form.
    var schema: [Freeform.Member] {
        switch self {
        case .text:
            [.init("type", .list([.text("string"), .text("number"), .text("boolean")]))]
        case .flag:
            [.init("enum", .list([.bool(true), .bool(false), .text("yes"), .text("no")]))]
        case .integer(let bounds):
            Self.integer(bounds)
        case .duration:
            Self.string(#"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"#)
        case .percent:
            Self.string(Self.percentage)
        case .cut:
            [
                .init(
                    "anyOf",
                    .list([
                        .mapping(Self.integer(0...Int64.max)),
                        .mapping(Self.string(Self.percentage)),
                    ]))
            ]
        case .pattern:
            [.init("type", .text("string")), .init("format", .text("regex"))]
        case .characters(let alphabet, let count):
            Form.text.schema + [.init("pattern", .text(Self.pattern(of: alphabet, count)))]
        case .answer(let kind):
            Self.string("^\(kind.statusPattern) (\(ErrorAnswer.types.joined(separator: "|")))$")
        case .status(.decline):
            [.init("enum", .list([.number("400"), .number("404")]))]
        case .status(.error):
            Self.integer(500...599)
        case .word(_, let words):
            [.init("oneOf", .list(words.map(Self.constant)))]
        }
    }

    private static let percentage = #"^[0-9]+(\.[0-9]+)?%$"#

    private static func integer(_ bounds: ClosedRange<Int64>) -> [Freeform.Member] {
        var members = [Freeform.Member("type", .text("integer"))]
        if bounds.lowerBound > .min {
            members.append(.init("minimum", .number("\(bounds.lowerBound)")))
        }
        if bounds.upperBound < .max {
            members.append(.init("maximum", .number("\(bounds.upperBound)")))
        }
        return members
    }

    private static func pattern(of alphabet: Alphabet, _ count: ClosedRange<Int>) -> String {
        let (least, most) = (count.lowerBound, count.upperBound)
        return "^\(alphabet.pattern){\(least == most ? "\(least)" : "\(least),\(most)")}$"
    }

    private static func string(_ pattern: String) -> [Freeform.Member] {
        [.init("type", .text("string")), .init("pattern", .text(pattern))]
    }

    private static func constant(_ word: Word) -> Freeform {
        let value = Freeform.Member("const", .text(word.name))
        return .mapping(
            word.doc.isEmpty ? [value] : [value, .init("description", .text(word.doc))])
    }
}

extension AnswerKind {
    fileprivate var statusPattern: String {
        switch self {
        case .decline: "(400|404)"
        case .error: "5[0-9][0-9]"
        }
    }
}
