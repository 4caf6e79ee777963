extension Condition {
    /// The entries of `when`, or of one of the mappings in it.
    static func all(
        _ when: Value, providers: [String], _ mistakes: inout [Mistake]
    ) -> [Condition] {
        when.entries.compactMap { Condition($0, providers, &mistakes) }
    }

    /// Nil for a key that is no subject.
    private init?(
        _ entry: Value.Entry, _ providers: [String], _ mistakes: inout [Mistake]
    ) {
        switch entry.key {
        case "any":
            var branches: [[Condition]] = []
            for value in entry.value.items {
                branches.append(Self.nested(value, providers, &mistakes))
            }
            self = .any(branches)
        case "not":
            self = .not(Self.nested(entry.value, providers, &mistakes))
        default:
            guard let subject = Subject(entry.key) else { return nil }
            if subject == .fact(.provider) {
                for value in entry.value.items { mistakes += value.unknownProvider(providers) }
            }
            self = .member(
                subject, Matcher(entry.value, isNumber: subject.isNumber, &mistakes))
        }
    }

    private static func nested(
        _ value: Value, _ providers: [String], _ mistakes: inout [Mistake]
    ) -> [Condition] {
        if case .mapping(let entries) = value.content, entries.isEmpty {
            mistakes.append(Mistake(at: value.place, "a condition that asks for nothing"))
        }
        return all(value, providers: providers, &mistakes)
    }
}

extension Condition.Subject {
    fileprivate init?(_ key: String) {
        if let fact = Condition.Fact(rawValue: key) {
            self = .fact(fact)
            return
        }
        let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "body": self = .body(path: parts[1])
        case "header": self = .header(name: parts[1])
        default: return nil
        }
    }

    fileprivate var isNumber: Bool {
        if case .fact(let fact) = self { fact.isNumber } else { false }
    }
}

extension Matcher {
    fileprivate init(_ value: Value, isNumber: Bool, _ mistakes: inout [Mistake]) {
        guard case .mapping(let entries) = value.content else {
            // `07` cents are 7.
            oneOf = value.texts.map { isNumber ? Int64($0).map(String.init) ?? $0 : $0 }
            return
        }
        min = value["min"]?.integer
        max = value["max"]?.integer
        pattern = value["matches"]?.text.flatMap { try? Pattern(parsing: $0) }
        present = value["present"]?.flag
        mistakes += value.boundsMistake("min", "max")
        if entries.isEmpty {
            mistakes.append(
                Mistake(
                    at: value.place, "a matcher that asks for nothing",
                    hint: "known: min, max, matches, present"))
        }
        if present == false, entries.count > 1 {
            mistakes.append(
                Mistake(at: value.place, "a value that is not there can be nothing else"))
        }
    }
}

extension Value {
    /// The mistake of a provider's id that no profile has.
    func unknownProvider(_ known: [String]) -> [Mistake] {
        guard let id = text, !id.isEmpty, !known.contains(id) else { return [] }
        return [Mistake(at: place, Complaint(unknown: "provider", id, among: known.sorted()))]
    }

    /// The mistake of two bounds that leave nothing between them.
    func boundsMistake(_ lower: String, _ upper: String) -> [Mistake] {
        guard let low = self[lower]?.integer, let high = self[upper], let limit = high.integer,
            low > limit
        else { return [] }
        return [
            Mistake(
                at: high.place, "nothing fits between \(lower) \(low) and \(upper) \(limit)")
        ]
    }
}
