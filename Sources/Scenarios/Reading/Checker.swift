/// Compares a tree of values with a shape and collects every difference.
struct Checker {
    private(set) var mistakes: [Mistake] = []

    /// `label` is what to call the value.
    static func mistakes(in value: Value, _ label: String, _ shape: Shape) -> [Mistake] {
        var checker = Checker()
        checker.check(value, label, shape)
        return checker.mistakes
    }

    private mutating func check(_ value: Value, _ label: String, _ shape: Shape) {
        switch (shape, value.content) {
        case (.scalar(let form), .scalar(let text, let quoted)) where quoted || !text.isEmpty:
            do throws(Complaint) {
                try form.check(text)
            } catch {
                mistakes.append(Mistake(at: value.place, error))
            }
        case (.list(let element, let atLeast, let atMost), .list(let items)):
            guard items.count <= atMost else {
                mistakes.append(
                    Mistake(at: value.place, "\(label) takes at most \(atMost) values"))
                return
            }
            if items.count < atLeast {
                let need = atLeast == 1 ? "is an empty list" : "takes \(atLeast) values"
                mistakes.append(Mistake(at: value.place, "\(label) \(need)"))
            }
            for item in items { check(item, "an entry of \(label)", element) }
        case (.mapping(let fields), .mapping(let entries)):
            check(entries, of: value, fields)
        case (.conditions, .mapping(let entries)):
            check(entries, of: value, Language.conditions)
        case (.either(let shapes), let content):
            guard let fitting = shapes.first(where: { $0.fits(content) }) else {
                return addWrongKind(of: value, label, shape)
            }
            check(value, label, fitting)
        case (.anything, _):
            break
        default:
            addWrongKind(of: value, label, shape)
        }
    }

    private mutating func check(_ entries: [Value.Entry], of mapping: Value, _ fields: [Field]) {
        var lines: [String: Int] = [:]
        var meant: [String] = []
        for entry in entries {
            if let line = lines[entry.key] {
                mistakes.append(
                    Mistake(
                        at: entry.keyPlace, "duplicate key `\(entry.key)`",
                        hint: "given before in line \(line)"))
            }
            lines[entry.key] = lines[entry.key] ?? entry.keyPlace.line
            if let field = fields.first(where: { $0.matches(entry.key) }) {
                check(entry.value, "`\(entry.key)`", field.shape)
            } else {
                let names = fields.map(\.name)
                let unknown = Complaint(unknown: "key", entry.key, among: names)
                mistakes.append(Mistake(at: entry.keyPlace, unknown))
                meant += Suggestion.nearest(to: entry.key, among: names).map { [$0] } ?? []
            }
        }
        for field in fields where field.isRequired && lines[field.name] == nil {
            guard !meant.contains(field.name) else { continue }
            mistakes.append(
                Mistake(at: mapping.place, "missing key `\(field.name)`", hint: field.doc))
        }
    }

    private mutating func addWrongKind(of value: Value, _ label: String, _ shape: Shape) {
        let found =
            switch value.content {
            case .scalar("", quoted: false): "but is empty"
            case .scalar: "not text"
            case .list: "not a list"
            case .mapping: "not a mapping"
            }
        mistakes.append(Mistake(at: value.place, "\(label) must be \(shape.noun), \(found)"))
    }
}
