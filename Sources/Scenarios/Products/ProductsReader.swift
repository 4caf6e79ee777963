extension Product {
    /// Reads a catalogue; `file` is what diagnostics call the text, `providers` are the ids of the
    /// profiles that it may name.
    /// - Throws: every mistake of the text.
    static func all(
        yaml: String, file: String, providers: [String]
    ) throws(Diagnostics) -> [Product] {
        try YAMLText.read(yaml, file: file) { root, mistakes in
            mistakes += Checker.mistakes(in: root, "the file", Language.products)
            return root.entries.flatMap { entry -> [Product] in
                mistakes += unknownProvider(entry, providers) + repeatedIds(in: entry.value)
                return entry.value.items.compactMap { Product($0, of: entry.key) }
            }
        }
    }

    private init?(_ value: Value, of provider: String) {
        guard case .mapping(let members) = Freeform(value, as: Language.product) else {
            return nil
        }
        self.init(provider: provider, members: members)
    }

    private static func unknownProvider(_ entry: Value.Entry, _ providers: [String]) -> [Mistake] {
        guard !providers.contains(entry.key) else { return [] }
        let complaint = Complaint(unknown: "provider", entry.key, among: providers.sorted())
        return [Mistake(at: entry.keyPlace, complaint)]
    }

    private static func repeatedIds(in list: Value) -> [Mistake] {
        var lines: [String: Int] = [:]
        return list.items.compactMap { $0["productId"] }.compactMap { value in
            guard let id = value.text else { return nil }
            defer { lines[id] = lines[id] ?? value.place.line }
            return lines[id].map { line in
                Mistake(
                    at: value.place, "two products have the productId `\(id)`",
                    hint: "the first is in line \(line)")
            }
        }
    }
}

extension Freeform {
    /// The value in the types that its shape tells, not those it looks like; nil where it is of
    /// another shape, which the checker tells.
    fileprivate init?(_ value: Value, as shape: Shape) {
        switch (shape, value.content) {
        case (.scalar(.flag), .scalar):
            guard let flag = value.flag else { return nil }
            self = .bool(flag)
        case (.scalar(.integer), .scalar):
            guard let integer = value.integer else { return nil }
            self = .number(String(integer))
        case (.scalar, .scalar(let text, _)):
            self = .text(text)
        case (.list(let element, _, _), .list(let items)):
            self = .list(items.compactMap { Freeform($0, as: element) })
        case (.mapping(let fields), .mapping(let entries)):
            self = .mapping(
                entries.compactMap { entry in
                    fields.first { $0.matches(entry.key) }
                        .flatMap { Freeform(entry.value, as: $0.shape) }
                        .map { Member(entry.key, $0) }
                })
        default:
            return nil
        }
    }
}
