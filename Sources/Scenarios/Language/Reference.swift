import JSONTree

/// The reference of the scenario language as Markdown: every key with its value, its default and
/// its meaning, from the declarations that read the files.
enum Reference {
    /// The text below the heading "All keys" of docs/scenarios.md.
    static var text: String {
        let files = [
            Scenario.keys.syntax, ProviderProfile.keys.syntax, Product.catalogueKeys.syntax,
            Plan.keys.syntax, KnownCredentials.keys.syntax,
        ]
        var pages = files
        var sections: [String] = []
        var seen: Set<String> = []
        while !pages.isEmpty {
            guard case .mapping(let title?, let fields) = pages.removeFirst(),
                seen.insert(title).inserted
            else { continue }
            var table = ReferenceTable()
            for field in fields() { table.add(field) }
            sections.append("### \(title)\n\n\(table.text)")
            pages = table.linked + pages
        }
        return sections.joined(separator: "\n")
    }
}

/// The keys of a mapping, with those of the mappings in it that have no section of their own.
private struct ReferenceTable {
    private var rows: [String] = []
    /// The mappings that have a section of their own.
    private(set) var linked: [Syntax] = []
    /// The words whose meanings have been written.
    private var told: Set<String> = []

    var text: String {
        """
        | key | value | default | |
        |---|---|---|---|
        \(rows.joined(separator: "\n"))

        """
    }

    mutating func add(_ field: Syntax.Field, in path: String = "") {
        let name = path + field.name
        let key = "`\(name)`" + (field.isRequired ? " (required)" : "")
        let meaning = ([field.doc] + meanings(of: field.value)).joined(separator: "<br>")
        let cells = [key, value(of: field.value), field.standard?.shown ?? "", meaning]
        let row = cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")
        rows.append("| \(row) |")
        for inner in field.value.untitledFields { add(inner, in: name + ".") }
    }

    /// How a value is written, with links to the sections of its mappings.
    private mutating func value(of syntax: Syntax) -> String {
        switch syntax {
        case .scalar(let scalar):
            return scalar().shown
        case .list(let element, _, _):
            return "a list, each \(value(of: element))"
        case .either(let alternatives):
            var values: [String] = []
            for alternative in alternatives {
                let value = value(of: alternative)
                values.append(
                    value == "a list, each \(values.last ?? "")" ? "a list of them" : value)
            }
            return values.joined(separator: ", or ")
        case .mapping(let title?, _):
            linked.append(syntax)
            return
                "[\(title.prefix(1).lowercased() + title.dropFirst())](#\(Self.anchor(of: title)))"
        case .reference(_, let target):
            return value(of: target())
        case .mapping(nil, _):
            return "a mapping"
        case .anything:
            return "any value"
        }
    }

    /// The words in a value with their meanings, unless they were told in the table before.
    private mutating func meanings(of syntax: Syntax) -> [String] {
        switch syntax {
        case .scalar(let scalar):
            let words = scalar().words.filter { !$0.meaning.isEmpty }
            guard !words.isEmpty, told.insert(words.map(\.name).joined()).inserted else {
                return []
            }
            return words.map { "`\($0.name)`: \($0.meaning)" }
        case .list(let element, _, _):
            return meanings(of: element)
        case .either(let alternatives):
            var all: [String] = []
            for alternative in alternatives { all += meanings(of: alternative) }
            return all
        case .mapping, .reference, .anything:
            return []
        }
    }

    /// Returns the anchor that GitHub gives a heading.
    private static func anchor(of title: String) -> String {
        String(
            title.lowercased().compactMap { character in
                character == " " ? "-" : character.isLetter || character == "-" ? character : nil
            })
    }
}

extension Syntax {
    /// The keys of the mappings in it that have no section of their own.
    fileprivate var untitledFields: [Field] {
        switch self {
        case .mapping(nil, let fields): fields()
        case .list(let element, _, _): element.untitledFields
        case .either(let alternatives): alternatives.flatMap(\.untitledFields)
        case .scalar, .mapping, .reference, .anything: []
        }
    }
}

extension Syntax.Scalar {
    fileprivate var shown: String {
        guard words.isEmpty else { return words.map { "`\($0.name)`" }.joined(separator: " ") }
        let bounds = [schema["minimum"], schema["maximum"]].compactMap { $0?.integer }
        guard bounds.isEmpty else {
            let most = bounds.count > 1 ? " to \(bounds[1])" : " or more"
            return "\(noun), \(bounds[0])\(most)"
        }
        return schema["pattern"] == nil || example.contains("7") ? noun : "\(noun), `\(example)`"
    }
}

extension JSON {
    /// As a scenario file has it.
    fileprivate var shown: String {
        switch self {
        case .bool(let flag): flag ? "`yes`" : "`no`"
        case .string(let text): "`\(text)`"
        default: "`\(self)`"
        }
    }
}
