import JSONTree

/// Reads a value of a file into a model, and says what such a value looks like. The JSON Schema and
/// docs/scenarios.md are made from the same declarations, so neither can drift from what is read.
struct Decoder<Model>: Sendable {
    /// Reads a value of the right kind. It returns a model, or notes a mistake and returns nil.
    typealias Body = @Sendable (Value, ValueName, inout Reading) -> Model?

    /// The form of a value.
    let syntax: Syntax
    /// The value that a model is written as; nil where that cannot be told.
    let written: @Sendable (Model) -> JSON?
    private let body: Body

    init(
        _ syntax: Syntax, written: @escaping @Sendable (Model) -> JSON? = { _ in nil },
        body: @escaping Body
    ) {
        self.syntax = syntax
        self.written = written
        self.body = body
    }

    /// Reads a value; nil when it has mistakes, which are then noted.
    func read(_ value: Value, as label: ValueName, _ reading: inout Reading) -> Model? {
        guard syntax.fits(value.content) else {
            reading.noteWrongKind(of: value, label, syntax)
            return nil
        }
        return body(value, label, &reading)
    }
}

/// The mistakes that were found in a file so far, and what its values may refer to.
struct Reading {
    /// The ids of the provider profiles.
    let providers: [String]
    /// The full names of the scenarios.
    let scenarios: [String]
    private(set) var mistakes: [Mistake] = []

    init(providers: [String] = [], scenarios: [String] = []) {
        self.providers = providers
        self.scenarios = scenarios
    }

    mutating func note(_ message: String, hint: String? = nil, at place: Place) {
        mistakes.append(Mistake(at: place, message, hint: hint))
    }

    mutating func note(_ complaint: Complaint, at place: Place) {
        note(complaint.message, hint: complaint.hint, at: place)
    }

    mutating func noteWrongKind(of value: Value, _ label: ValueName, _ syntax: Syntax) {
        let found =
            switch value.content {
            case .scalar("", quoted: false): "but is empty"
            case .scalar: "not text"
            case .list: "not a list"
            case .mapping: "not a mapping"
            }
        note("\(label) must be \(syntax.noun), \(found)", at: value.place)
    }
}

/// The names that files may refer to, by the files that have them: a mistake in a profile is not
/// reported again for every scenario that names it.
struct KnownNames {
    /// The ids of the provider profiles.
    var providers: [String] = []
    /// The full names of the scenarios.
    var scenarios: [String] = []

    static func + (one: KnownNames, other: KnownNames) -> KnownNames {
        var both = one
        both.providers += other.providers
        both.scenarios += other.scenarios
        return both
    }
}

/// The name of a value in messages.
indirect enum ValueName: CustomStringConvertible {
    case file
    case value(ofKey: String)
    case entry(of: ValueName)

    var description: String {
        switch self {
        case .file: "the file"
        case .value(let key): "`\(key)`"
        case .entry(let list): "an entry of \(list)"
        }
    }
}

// MARK: Decoders made of others

extension Decoder {
    /// The same with another model.
    func map<Other>(_ transform: @escaping @Sendable (Model) -> Other) -> Decoder<Other> {
        then { model, _, _ in transform(model) }
    }

    /// The same with another model, which may ask for more: `body` notes a mistake to return nil.
    func then<Other>(
        _ body: @escaping @Sendable (Model, Value, inout Reading) -> Other?
    ) -> Decoder<Other> {
        Decoder<Other>(syntax) { value, label, reading in
            read(value, as: label, &reading).flatMap { body($0, value, &reading) }
        }
    }

    /// The same, saying what a model is written as.
    func written(_ written: @escaping @Sendable (Model) -> JSON?) -> Decoder {
        Decoder(syntax, written: written, body: body)
    }

    /// The model as the JSON that it is written as.
    var json: Decoder<JSON> { map { written($0) ?? .null } }

    /// One of several, told apart by being a scalar, a list or a mapping.
    static func either(_ alternatives: Decoder...) -> Decoder {
        Decoder(
            .either(alternatives.map(\.syntax)),
            written: { model in alternatives.lazy.compactMap { $0.written(model) }.first },
            body: { value, label, reading in
                alternatives.first { $0.syntax.fits(value.content) }
                    .flatMap { $0.read(value, as: label, &reading) }
            })
    }

    static func list<Element>(
        of element: Decoder<Element>, atLeast: Int = 1, atMost: Int = 1000
    ) -> Decoder where Model == [Element] {
        Decoder(
            .list(of: element.syntax, atLeast: atLeast, atMost: atMost),
            written: { .array($0.map { element.written($0) ?? .null }) },
            body: { value, label, reading in
                guard value.items.count <= atMost else {
                    reading.note("\(label) takes at most \(atMost) values", at: value.place)
                    return nil
                }
                let isLong = value.items.count >= atLeast
                if !isLong {
                    let need = atLeast == 1 ? "is an empty list" : "takes \(atLeast) values"
                    reading.note("\(label) \(need)", at: value.place)
                }
                let models = value.items.map {
                    element.read($0, as: .entry(of: label), &reading)
                }
                return isLong && !models.contains { $0 == nil } ? models.compactMap(\.self) : nil
            })
    }

    /// One value, or a list of them.
    static func oneOrMore<Element>(
        of element: Decoder<Element>
    ) -> Decoder where Model == [Element] {
        .either(element.map { [$0] }, .list(of: element))
    }

    /// A mapping in which the same may stand again.
    static func reference(
        _ name: String, _ decoder: @escaping @Sendable () -> Decoder
    ) -> Decoder {
        Decoder(.reference(name, { decoder().syntax })) { value, label, reading in
            decoder().read(value, as: label, &reading)
        }
    }
}

extension Decoder {
    /// The same, but nil for a value with mistakes, so that a list of such values can be looked at.
    var orNil: Decoder<Model?> {
        Decoder<Model?>(syntax) { value, label, reading in
            .some(read(value, as: label, &reading))
        }
    }

    /// Notes the elements of a list in which a key has the same value as in one before, whether
    /// they have other mistakes or not.
    func withoutRepeats<Root, Part>(
        of path: any KeyPath<Root, Part> & Sendable, in keys: Keys<Root>,
        _ message: @escaping @Sendable (String) -> String
    ) -> Decoder {
        Decoder(syntax, written: written) { value, label, reading in
            let model = read(value, as: label, &reading)
            let count = reading.mistakes.count
            var lines: [String: Int] = [:]
            for element in value.items {
                guard let value = keys.entry(path, in: element)?.value, let text = value.text else {
                    continue
                }
                if let line = lines[text] {
                    let hint = "the first is in line \(line)"
                    reading.note(message(text), hint: hint, at: value.place)
                }
                lines[text] = lines[text] ?? value.place.line
            }
            return reading.mistakes.count == count ? model : nil
        }
    }
}
