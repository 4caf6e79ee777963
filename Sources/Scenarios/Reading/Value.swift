/// A YAML value that knows where it stands. What is in a mapping is read by `Keys`.
struct Value {
    enum Content {
        case scalar(String, quoted: Bool)
        case list([Value])
        case mapping([Entry])
    }

    struct Entry {
        let key: String
        let keyPlace: Place
        let value: Value
    }

    let place: Place
    let content: Content

    /// The members of a mapping, duplicates included; none for anything else.
    var entries: [Entry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    /// The elements of a list; a single value stands for a list of one.
    var items: [Value] {
        if case .list(let items) = content { items } else { [self] }
    }

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
