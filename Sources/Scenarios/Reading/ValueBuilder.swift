import Yams

/// Makes values of the YAML library's nodes, and follows aliases and merge keys.
struct ValueBuilder {
    /// The deepest nesting of lists and mappings.
    private static let depthMax = 64
    /// How large a file may be when its aliases are followed: bytes of text, and some more for each
    /// value.
    private static let sizeMax = 4_194_304
    private static let valueSize = 32

    /// A value with a name, and how large it is where it is repeated.
    private struct Anchor {
        let value: Value
        let size: Int
        let height: Int
    }

    private let asterisk: Unicode.Scalar?
    private let renamed: [String: String]
    private var anchors: [String: Anchor] = [:]
    private var size = 0
    private var depth = 0
    /// The deepest place since the innermost anchor began.
    private var deepest = 0

    /// - Parameters:
    ///   - asterisk: stands for asterisks in the nodes; nil if there are none.
    ///   - renamed: keys with another name than in the file.
    init(asterisk: Unicode.Scalar?, renamed: [String: String]) {
        self.asterisk = asterisk
        self.renamed = renamed
    }

    mutating func value(of node: Node) throws(Mistake) -> Value {
        let place = Place(node.mark)
        try enter(Self.valueSize + node.textBytes, height: 0, at: place)
        if case .scalar(let scalar) = node, isAlias(scalar) {
            return try anchored(scalar, at: place)
        }
        guard let name = node.anchorName else { return try content(of: node, at: place) }
        let (before, above) = (size, deepest)
        deepest = depth
        let value = try content(of: node, at: place)
        anchors[name] = Anchor(value: value, size: size - before, height: deepest - depth)
        deepest = max(deepest, above)
        return value
    }

    private mutating func content(of node: Node, at place: Place) throws(Mistake) -> Value {
        depth += 1
        defer { depth -= 1 }
        switch node {
        case .scalar(let scalar):
            let quoted = scalar.style != .plain && scalar.style != .any
            return Value(place: place, content: .scalar(restored(scalar.string), quoted: quoted))
        case .sequence(let sequence):
            var items: [Value] = []
            for item in sequence { items.append(try value(of: item)) }
            return Value(place: place, content: .list(items))
        case .mapping(let mapping):
            return Value(place: place, content: .mapping(try entries(of: mapping)))
        case .alias:
            throw Mistake(at: place, "an alias cannot stand here")
        }
    }

    /// The value that an alias repeats. It keeps the place of what it repeats.
    private mutating func anchored(
        _ scalar: Node.Scalar, at place: Place
    ) throws(Mistake) -> Value {
        let name = restored(String(scalar.string.unicodeScalars.dropFirst()))
        guard let anchor = anchors[name] else {
            let hint = Suggestion.hint(for: name, among: anchors.keys.sorted())
            throw Mistake(
                at: place, "nothing before is named `&\(name)`",
                hint: hint ?? "text that begins with an asterisk needs quotes")
        }
        try enter(anchor.size, height: anchor.height, at: place)
        return anchor.value
    }

    /// Counts what comes; the deepest of it is `height` levels below the place.
    private mutating func enter(_ more: Int, height: Int, at place: Place) throws(Mistake) {
        size += more
        deepest = max(deepest, depth + height)
        guard size <= Self.sizeMax else {
            throw Mistake(
                at: place, "more values than a file may have",
                hint: "an alias counts as often as it repeats something")
        }
        guard deepest <= Self.depthMax else {
            throw Mistake(at: place, "more than \(Self.depthMax) levels deep")
        }
    }

    private func isAlias(_ scalar: Node.Scalar) -> Bool {
        guard let asterisk, scalar.style == .plain else { return false }
        return scalar.string.unicodeScalars.first == asterisk
    }

    /// Text with its asterisks.
    private func restored(_ text: String) -> String {
        guard let asterisk, text.unicodeScalars.contains(asterisk) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0 == asterisk ? "*" : $0 }))
    }
}

// MARK: Mappings

extension ValueBuilder {
    /// The members of a mapping, then those that a merge key brings and that are not given.
    private mutating func entries(of mapping: Node.Mapping) throws(Mistake) -> [Value.Entry] {
        var entries: [Value.Entry] = []
        var merged: Value?
        for (key, member) in mapping {
            guard case .scalar(let name) = key, !isAlias(name) else {
                throw Mistake(at: Place(key.mark), "a key must be a word")
            }
            let text = restored(renamed[name.string] ?? name.string)
            let value = try value(of: member)
            if text == "<<", name.style == .plain {
                guard merged == nil else {
                    throw Mistake(
                        at: Place(key.mark), "duplicate key `<<`",
                        hint: "several mappings are merged by a list: `<<: [*one, *two]`")
                }
                merged = value
            } else {
                entries.append(
                    Value.Entry(key: text, keyPlace: Place(key.mark), value: value))
            }
        }
        guard let merged else { return entries }
        return entries + (try additions(from: merged, to: entries))
    }

    private func additions(
        from merged: Value, to entries: [Value.Entry]
    ) throws(Mistake) -> [Value.Entry] {
        var names = Set(entries.map(\.key))
        var additions: [Value.Entry] = []
        for source in merged.items {
            guard case .mapping(let more) = source.content else {
                throw Mistake(
                    at: source.place, "`<<` merges a mapping, or a list of them",
                    hint: "`<<: *name`, where `&name` stands before a mapping")
            }
            for entry in more where names.insert(entry.key).inserted { additions.append(entry) }
        }
        return additions
    }
}

extension Node {
    fileprivate var textBytes: Int {
        switch self {
        case .scalar(let scalar): scalar.string.utf8.count
        case .mapping(let mapping):
            mapping.reduce(0) { $0 + ($1.key.scalar?.string.utf8.count ?? 0) }
        case .sequence, .alias: 0
        }
    }

    fileprivate var anchorName: String? {
        switch self {
        case .scalar(let scalar): scalar.anchor?.rawValue
        case .sequence(let sequence): sequence.anchor?.rawValue
        case .mapping(let mapping): mapping.anchor?.rawValue
        case .alias: nil
        }
    }
}
