import Yams

/// One file's text, read into a tree of values; the only place that knows the YAML library.
struct YAMLText {
    let file: String
    let text: String

    /// Duplicate keys that were renamed in a copy of the text, because the library stops at the
    /// first one and a file's mistakes are all told at once: new name → name in the file.
    private var renamed: [String: String] = [:]

    init(_ text: String, file: String) {
        let hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
        self.text = hasByteOrderMark ? String(text.unicodeScalars.dropFirst()) : text
        self.file = file
    }

    /// Builds a model from a text.
    /// - Throws: every mistake of the text, those that `build` adds among them.
    static func read<Model>(
        _ text: String, file: String, build: (Value, inout [Mistake]) -> Model
    ) throws(Diagnostics) -> Model {
        var source = YAMLText(text, file: file)
        let root: Value
        do throws(Mistake) {
            root = try source.parse()
        } catch {
            throw source.diagnostics([error])
        }
        var mistakes: [Mistake] = []
        let model = build(root, &mistakes)
        guard mistakes.isEmpty else { throw source.diagnostics(mistakes) }
        return model
    }

    /// The tree; throws where the text is no YAML.
    private mutating func parse() throws(Mistake) -> Value {
        var copy = text
        while true {
            do {
                guard let root = try compose(yaml: copy, .basic, .default, .utf8) else {
                    return Value(place: Place(line: 1, column: 1), content: .mapping([]))
                }
                return try value(of: root)
            } catch let error as YamlError {
                copy = try renameDuplicate(in: copy, after: error)
            } catch let mistake as Mistake {
                throw mistake
            } catch {
                throw Mistake(at: Place(line: 1, column: 1), "\(error)")
            }
        }
    }

    /// Tells the mistakes, each with its line of text, in the order of the text.
    private func diagnostics(_ mistakes: [Mistake]) -> Diagnostics {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        return Diagnostics(
            list: mistakes.sorted { $0.place < $1.place }.map { mistake in
                let index = mistake.place.line - 1
                return Diagnostic(
                    file: file, line: mistake.place.line, column: mistake.place.column,
                    message: mistake.message,
                    sourceLine: lines.indices.contains(index) ? String(lines[index]) : "",
                    hint: mistake.hint)
            })
    }
}

extension YAMLText {
    private func value(of node: Node) throws(Mistake) -> Value {
        let place = Place(node.mark)
        switch node {
        case .scalar(let scalar):
            let quoted = scalar.style != .plain && scalar.style != .any
            return Value(place: place, content: .scalar(scalar.string, quoted: quoted))
        case .sequence(let sequence):
            var items: [Value] = []
            for item in sequence { items.append(try value(of: item)) }
            return Value(place: place, content: .list(items))
        case .mapping(let mapping):
            var entries: [Value.Entry] = []
            for (key, member) in mapping {
                guard case .scalar(let name) = key else {
                    throw Mistake(at: Place(key.mark), "a key must be a word")
                }
                entries.append(
                    Value.Entry(
                        key: renamed[name.string] ?? name.string, keyPlace: Place(key.mark),
                        value: try value(of: member)))
            }
            return Value(place: place, content: .mapping(entries))
        case .alias:
            throw Mistake(at: place, "an alias cannot stand here")
        }
    }

    /// Gives the duplicate key that the library complained of a name of its own, of the same
    /// length, so that places stay right; any other complaint is thrown as a mistake.
    private mutating func renameDuplicate(
        in copy: String, after error: YamlError
    ) throws(Mistake) -> String {
        guard case .duplicatedKeysInMapping(let names, let context) = error else {
            throw Mistake(error, in: copy)
        }
        let place = Place(context.mark)
        let stray = Mistake(at: place, "a key is given twice")
        guard let name = names.first, let first = name.unicodeScalars.first,
            let mark = Unicode.Scalar(0xE000 + UInt32(renamed.count)), renamed.count < 0x1000
        else { throw stray }
        var scalars = copy.unicodeScalars
        var lineStart = scalars.startIndex
        for _ in 1..<place.line {
            guard let end = scalars[lineStart...].firstIndex(of: "\n") else { throw stray }
            lineStart = scalars.index(after: end)
        }
        guard
            let keyStart = scalars[lineStart...].indices.dropFirst(place.column - 1)
                .first(where: { scalars[$0] != "\"" && scalars[$0] != "'" }),
            scalars[keyStart] == first
        else { throw stray }
        scalars.replaceSubrange(keyStart...keyStart, with: [mark])
        renamed[String(mark) + String(name.unicodeScalars.dropFirst())] = name
        return String(scalars)
    }
}

extension Place {
    fileprivate init(_ mark: Mark?) {
        self.init(line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
    }
}

extension Mistake {
    /// What people mostly mean where the library complains of something else.
    private static let hints = [
        "mapping values are not allowed in this context": "text with a colon in it needs quotes",
        "found character that cannot start any token":
            "indent with spaces; text that begins with a special character needs quotes",
        "but found another document": "one file holds one scenario",
    ]

    fileprivate init(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let setting = context.map { "\($0.text), " } ?? ""
            self.init(
                at: Place(mark), "not YAML: \(setting)\(problem)", hint: Self.hints[problem])
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let lineStart = before.lastIndex(where: \.isNewline).map(before.index(after:))
            let column = before[(lineStart ?? before.startIndex)...].unicodeScalars.count + 1
            let line = before.count(where: \.isNewline) + 1
            self.init(at: Place(line: line, column: column), "not YAML: \(problem)")
        default:
            self.init(at: Place(line: 1, column: 1), "not YAML: \(error)")
        }
    }
}
