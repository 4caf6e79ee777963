import JSONTree

/// The keys of a mapping, each declared once: its name, what its value looks like, what it means,
/// and where in the model the value goes. There is no other way to read the value of a key, and no
/// way to declare one that is not read.
struct Keys<Root: Sendable>: Sendable {
    /// The heading of the mapping's own section in docs/scenarios.md; nil shows it where it stands.
    private let title: String?
    /// The model of a mapping that gives none of the keys.
    private let initial: Root
    private let list: [Key<Root>]

    init(
        _ title: String? = nil, of initial: Root,
        @KeysBuilder<Root> _ keys: () -> [Key<Root>]
    ) {
        self.title = title
        self.initial = initial
        list = keys()
    }

    /// Reads a mapping into the model itself.
    var decoder: Decoder<Root> { decoder { given, _ in given.root } }

    /// Reads a mapping and makes something of its model. `make` notes keys that do not go together;
    /// what it returns counts only where there is no mistake.
    func decoder<Model>(
        _ make: @escaping @Sendable (Given<Root>, inout Reading) -> Model?
    ) -> Decoder<Model> {
        Decoder(syntax) { value, label, reading in
            let count = reading.mistakes.count
            let model = make(given(value, &reading), &reading)
            return reading.mistakes.count == count ? model : nil
        }
    }

    var syntax: Syntax { .mapping(title) { list.map { $0.field(in: initial) } } }

    /// The entry of a mapping in which the key of a property stands.
    func entry<Part>(_ path: KeyPath<Root, Part>, in mapping: Value) -> Value.Entry? {
        mapping.entries.first { $0.key == name(of: path) }
    }

    /// The name of the key of a property.
    ///
    /// - Precondition: a key is declared for the property.
    func name<Part>(of path: KeyPath<Root, Part>) -> String {
        guard let key = list.first(where: { $0.goes(to: path) }) else {
            preconditionFailure("no key is declared for \(path)")
        }
        return key.name
    }

    /// The names of all keys.
    var names: [String] { list.map(\.name) }

    private func given(_ mapping: Value, _ reading: inout Reading) -> Given<Root> {
        var given = Given(root: initial, mapping: mapping, keys: self)
        reading.noteRepeats(among: mapping.entries)
        var meant: [String] = []
        for entry in mapping.entries {
            if let key = list.first(where: { $0.matches(entry) }) {
                let isRight = key.read(entry, &given.root, &reading)
                if !isRight { given.mistaken.insert(entry.key) }
            } else {
                given.mistaken.insert(entry.key)
                let unknown = Complaint(unknown: "key", entry.key, among: names)
                reading.note(unknown, at: entry.keyPlace)
                meant += Suggestion.nearest(to: entry.key, among: names).map { [$0] } ?? []
            }
        }
        for key in list where key.isRequired && !mapping.entries.contains(where: key.matches) {
            given.mistaken.insert(key.name)
            guard !meant.contains(key.name) else { continue }
            reading.note("missing key `\(key.name)`", hint: key.doc, at: mapping.place)
        }
        return given
    }
}

/// A mapping of a file, as far as its keys could be read.
struct Given<Root: Sendable> {
    /// The model, without the values that have mistakes.
    fileprivate(set) var root: Root
    let mapping: Value
    fileprivate let keys: Keys<Root>
    /// The keys that are missing, unknown, or have values with mistakes.
    fileprivate(set) var mistaken: Set<String> = []

    /// The entry in which the key of a property stands.
    func entry<Part>(_ path: KeyPath<Root, Part>) -> Value.Entry? {
        keys.entry(path, in: mapping)
    }

    /// Returns true if the key of a property is not given or has no mistake of its own.
    func isRight<Part>(_ path: KeyPath<Root, Part>) -> Bool {
        !mistaken.contains(keys.name(of: path))
    }
}

@resultBuilder
enum KeysBuilder<Root: Sendable> {
    static func buildExpression(_ key: Key<Root>) -> [Key<Root>] { [key] }
    static func buildExpression(_ keys: [Key<Root>]) -> [Key<Root>] { keys }
    static func buildBlock(_ parts: [Key<Root>]...) -> [Key<Root>] { Array(parts.joined()) }
    static func buildArray(_ parts: [[Key<Root>]]) -> [Key<Root>] { Array(parts.joined()) }
}

/// A key of a mapping. A name that ends in `*` stands for every name that begins like it.
struct Key<Root: Sendable>: Sendable {
    /// A property of the model. Each has classes that are made at run time: only those of keys that
    /// files give are.
    typealias Property<Part> = @Sendable () -> any WritableKeyPath<Root, Part> & Sendable

    let name: String
    let isRequired: Bool
    /// A sentence.
    let doc: String
    /// The property that the value goes to; nil when it goes elsewhere.
    fileprivate let path: (@Sendable () -> any PartialKeyPath<Root> & Sendable)?
    private let syntax: Syntax
    /// The default without the key, as it would be written.
    private let standard: @Sendable (Root) -> JSON?
    /// Reads an entry into the model; false when it has mistakes, which are then noted.
    fileprivate let read: @Sendable (Value.Entry, inout Root, inout Reading) -> Bool

    /// A key whose value is a property of the model. What the model has without it is its default.
    init<Part>(
        _ name: String, _ path: @autoclosure @escaping Property<Part>, _ decoder: Decoder<Part>,
        isRequired: Bool = false, _ doc: String
    ) {
        self.init(
            name, decoder, isRequired: isRequired, doc, { path() },
            standard: { root in
                // An empty text or list is no default that anybody would write.
                isRequired ? nil : decoder.written(root[keyPath: path()]).flatMap(\.unlessEmpty)
            },
            store: { root, _, part in root[keyPath: path()] = part })
    }

    /// A key whose value is a property of the model that is nil without it.
    ///
    /// - Parameter standard: what nil stands for.
    init<Part>(
        _ name: String, _ path: @autoclosure @escaping Property<Part?>, _ decoder: Decoder<Part>,
        isRequired: Bool = false, standard: JSON? = nil, _ doc: String
    ) {
        self.init(
            name, decoder, isRequired: isRequired, doc, { path() },
            standard: { $0[keyPath: path()].flatMap(decoder.written) ?? standard },
            store: { root, _, part in root[keyPath: path()] = part })
    }

    /// A key whose value goes elsewhere than into a property of its own.
    init<Part>(
        _ name: String, _ decoder: Decoder<Part>, isRequired: Bool = false, _ doc: String,
        store: @escaping @Sendable (inout Root, Part) -> Void
    ) {
        self.init(
            name, decoder, isRequired: isRequired, doc, nil, store: { store(&$0, $2) })
    }

    /// Every key that begins with a text.
    ///
    /// - Parameters:
    ///   - checkName: throws what is wrong with a name.
    ///   - store: is told the rest of the name.
    init<Part>(
        beginningWith prefix: String, _ decoder: Decoder<Part>, _ doc: String,
        checkName: @escaping @Sendable (String, Reading) throws(Complaint) -> Void = { _, _ in },
        store: @escaping @Sendable (inout Root, _ rest: String, Part) -> Void
    ) {
        self.init(
            prefix + "*", decoder, doc, nil, checkName: checkName,
            store: { store(&$0, String($1.dropFirst(prefix.count)), $2) })
    }

    private init<Part>(
        _ name: String, _ decoder: Decoder<Part>, isRequired: Bool = false, _ doc: String,
        _ path: (@Sendable () -> any PartialKeyPath<Root> & Sendable)?,
        standard: @escaping @Sendable (Root) -> JSON? = { _ in nil },
        checkName: @escaping @Sendable (String, Reading) throws(Complaint) -> Void = { _, _ in },
        store: @escaping @Sendable (inout Root, String, Part) -> Void
    ) {
        self.name = name
        self.isRequired = isRequired
        self.doc = doc
        self.path = path
        self.standard = standard
        syntax = decoder.syntax
        read = { entry, root, reading in
            let part = decoder.read(entry.value, as: .value(ofKey: entry.key), &reading)
            do throws(Complaint) {
                try checkName(entry.key, reading)
            } catch {
                reading.note(error, at: entry.keyPlace)
                return false
            }
            guard let part else { return false }
            store(&root, entry.key, part)
            return true
        }
    }

    fileprivate func goes(to property: PartialKeyPath<Root>) -> Bool {
        guard let path: PartialKeyPath<Root> = path?() else { return false }
        return path == property
    }

    fileprivate func matches(_ entry: Value.Entry) -> Bool { matches(entry.key) }

    fileprivate func matches(_ name: String) -> Bool {
        guard self.name.hasSuffix("*") else { return name == self.name }
        return name.hasPrefix(self.name.dropLast()) && name.count >= self.name.count
    }

    /// Returns the documentation of the key; `root` is the model without it.
    fileprivate func field(in root: Root) -> Syntax.Field {
        Syntax.Field(
            name: name, isRequired: isRequired, doc: doc, value: syntax, standard: standard(root))
    }
}

extension JSON {
    fileprivate var unlessEmpty: JSON? { self == "" || self == [] ? nil : self }
}

extension Reading {
    /// Notes the keys that a mapping gives more than once.
    mutating func noteRepeats(among entries: [Value.Entry]) {
        var lines: [String: Int] = [:]
        for entry in entries {
            guard let line = lines[entry.key] else {
                lines[entry.key] = entry.keyPlace.line
                continue
            }
            note(
                "duplicate key `\(entry.key)`", hint: "given before in line \(line)",
                at: entry.keyPlace)
        }
    }

    /// Notes two bounds that leave nothing between them.
    mutating func noteEmptyRange<Root, Bound: Comparable>(
        of given: Given<Root>, from low: KeyPath<Root, Bound?>, to high: KeyPath<Root, Bound?>
    ) {
        guard let least = given.root[keyPath: low], let most = given.root[keyPath: high],
            least > most, let lowest = given.entry(low), let highest = given.entry(high)
        else { return }
        note(
            "nothing fits between \(lowest.key) \(least) and \(highest.key) \(most)",
            at: highest.value.place)
    }
}
