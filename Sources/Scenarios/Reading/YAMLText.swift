import Vocabulary
import Yams

/// One file's text, read into a tree of values; the only place that knows the YAML library.
///
/// The library expands aliases as it meets them, and what it hashes and frees then grows without a
/// bound. So it never sees one: every asterisk is replaced by a character that means nothing to it,
/// and `ValueBuilder` follows the aliases and gives the other asterisks back.
struct YAMLText {
    /// The largest text, in UTF-8 bytes.
    static let bytesMax = 1_048_576
    /// The most mistakes reported for one text.
    private static let mistakesMax = 100
    /// The most duplicate keys reported; each takes a pass over the text.
    private static let duplicatesMax = 10

    /// Makes no Swift values of nodes, which nobody asks for: the default one is made of tables.
    private static var noConstructor: Constructor { Constructor([:], [:], [:]) }

    let file: String
    let text: String

    /// Stands for an asterisk; a character that the text does not have. Nil for a text without
    /// asterisks.
    private let asterisk: Unicode.Scalar?
    /// Duplicate keys that were renamed in a copy of the text, because the library stops at the
    /// first one and a file's mistakes are all told at once: new name → name in the file.
    private var renamed: [String: String] = [:]

    init(_ text: String, file: String) {
        let hasByteOrderMark = text.unicodeScalars.first == "\u{FEFF}"
        self.text = hasByteOrderMark ? String(text.unicodeScalars.dropFirst()) : text
        self.file = file
        asterisk = text.utf8.contains(UInt8(ascii: "*")) ? Self.substitute(in: text) : nil
    }

    private static func substitute(in text: String) -> Unicode.Scalar {
        let present = Set(text.unicodeScalars.map(\.value).filter(substitutes.contains))
        return substitutes.first { !present.contains($0) }.flatMap(Unicode.Scalar.init)
            ?? "\u{F8FF}"
    }

    /// The end of the area for private use; duplicates are renamed from its beginning.
    private static let substitutes = UInt32(0xF000)...0xF8FF

    /// Reads a text by a decoder.
    /// - Throws: every mistake of the text.
    static func read<Model>(
        _ text: String, file: String, _ decoder: Decoder<Model>, _ reading: Reading
    ) throws(Diagnostics) -> Model {
        try read(text, file: file, reading) { root, reading in
            decoder.read(root, as: .file, &reading)
        }
    }

    /// Reads a text; `body` makes a model of it, or notes a mistake and returns nil.
    /// - Throws: every mistake of the text.
    static func read<Model>(
        _ text: String, file: String, _ reading: Reading = Reading(),
        body: (Value, inout Reading) -> Model?
    ) throws(Diagnostics) -> Model {
        guard text.utf8.count <= bytesMax else {
            throw Diagnostics(list: [
                Diagnostic(
                    file: file, message: "the file is larger than \(bytesMax) bytes",
                    hint: "a directory may hold many files")
            ])
        }
        var source = YAMLText(text, file: file)
        let root: Value
        do throws(Mistake) {
            root = try source.parse()
        } catch {
            throw source.diagnostics([error])
        }
        var reading = reading
        let model = body(root, &reading)
        guard let model, reading.mistakes.isEmpty else {
            throw source.diagnostics(reading.mistakes)
        }
        return model
    }

    /// The tree; throws where the text is no YAML.
    private mutating func parse() throws(Mistake) -> Value {
        var copy = text
        if let asterisk {
            let scalars = text.unicodeScalars.map { $0 == "*" ? asterisk : $0 }
            copy = String(String.UnicodeScalarView(scalars))
        }
        while true {
            do {
                return try value(of: copy)
            } catch let error as YamlError {
                copy = try renameDuplicate(in: copy, after: error)
            } catch let mistake as Mistake {
                throw mistake
            } catch {
                throw Mistake(at: Place(line: 1, column: 1), "\(error)")
            }
        }
    }

    private func value(of copy: String) throws -> Value {
        // Nodes refer to their anchors weakly, the parser owns them.
        let parser = try Parser(
            yaml: copy, resolver: .basic, constructor: Self.noConstructor, encoding: .utf8)
        return try withExtendedLifetime(parser) {
            guard let root = try parser.singleRoot() else {
                return Value(place: Place(line: 1, column: 1), content: .mapping([]))
            }
            var builder = ValueBuilder(asterisk: asterisk, renamed: renamed)
            return try builder.value(of: root)
        }
    }

    /// Returns the mistakes, each with its line of text, in the order of the text. A mistake that
    /// an alias repeats is reported once.
    private func diagnostics(_ mistakes: [Mistake]) -> Diagnostics {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let distinct = mistakes.distinct.sorted { $0.place < $1.place }
        var list = distinct.prefix(Self.mistakesMax).map { mistake in
            // To the library a text without a last line feed ends on a line of its own.
            let isBeyond = mistake.place.line > lines.count
            let line = min(max(1, mistake.place.line), lines.count)
            let sourceLine = String(lines[line - 1])
            return Diagnostic(
                file: file, line: line,
                column: isBeyond ? sourceLine.unicodeScalars.count + 1 : mistake.place.column,
                message: mistake.message, sourceLine: sourceLine, hint: mistake.hint)
        }
        if distinct.count > list.count {
            let rest = "and \(distinct.count - list.count) mistakes more"
            list.append(Diagnostic(file: file, message: rest))
        }
        return Diagnostics(list: list)
    }
}

extension YAMLText {
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
        guard renamed.count < Self.duplicatesMax else {
            throw Mistake(
                at: place, "more than \(Self.duplicatesMax) keys are given twice",
                hint: "this is one of them")
        }
        guard let name = names.first, let first = name.unicodeScalars.first,
            let mark = Unicode.Scalar(0xE000 + UInt32(renamed.count))
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
    init(_ mark: Mark?) {
        self.init(line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
    }
}

extension Mistake {
    /// The usual mistakes behind the library's messages.
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
