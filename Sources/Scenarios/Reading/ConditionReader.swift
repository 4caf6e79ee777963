extension Condition {
    /// Nil for a key that is no subject.
    init?(_ entry: Value.Entry, _ mistakes: inout [Mistake]) {
        if let fact = Fact(rawValue: entry.key) {
            subject = .fact(fact)
            matcher = Matcher(entry.value, isNumber: fact.isNumber, &mistakes)
            return
        }
        let parts = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "body": subject = .body(path: parts[1])
        case "header": subject = .header(name: parts[1])
        default: return nil
        }
        matcher = Matcher(entry.value, isNumber: false, &mistakes)
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
