import JSONTree

extension Decoder {
    /// A scalar; `parse` throws what is wrong with its text.
    static func scalar(
        _ scalar: @autoclosure @escaping @Sendable () -> Syntax.Scalar,
        written: @escaping @Sendable (Model) -> JSON? = { _ in nil },
        _ parse: @escaping @Sendable (String) throws(Complaint) -> Model
    ) -> Decoder {
        Decoder(.scalar(scalar), written: written) { value, label, reading in
            guard case .scalar(let text, let quoted) = value.content, quoted || !text.isEmpty else {
                reading.noteWrongKind(of: value, label, .scalar(scalar))
                return nil
            }
            do throws(Complaint) {
                return try parse(text)
            } catch {
                reading.note(error, at: value.place)
                return nil
            }
        }
    }

    /// One of some words; `kind` is what the words are, in the singular.
    static func word(_ kind: String, _ words: [Word<Model>]) -> Decoder where Model: Equatable {
        .scalar(
            Syntax.Scalar(kind, words: words.map { ($0.name, $0.meaning) }),
            written: { model in words.first { $0.model == model }.map { .string($0.name) } },
            { text throws(Complaint) in
                guard let word = words.first(where: { $0.name == text }) else {
                    throw Complaint(unknown: kind, text, among: words.map(\.name))
                }
                return word.model
            })
    }

    /// One of the words of an enumeration.
    static func word(_ kind: String) -> Decoder where Model: Vocable {
        .word(kind, Model.allCases.map { Word($0.rawValue, $0.meaning, $0) })
    }
}

/// A word and what it stands for.
struct Word<Model: Sendable>: Sendable {
    let name: String
    /// A sentence for editors; empty where the word says it all.
    let meaning: String
    let model: Model

    init(_ name: String, _ meaning: String = "", _ model: Model) {
        self.name = name
        self.meaning = meaning
        self.model = model
    }
}

/// An enumeration whose cases are words of scenario files.
protocol Vocable: RawRepresentable<String>, CaseIterable, Equatable, Sendable {
    /// A sentence for editors; empty where the word says it all.
    var meaning: String { get }
}

extension Vocable {
    var meaning: String { "" }
}

// MARK: Text

extension Decoder<String> {
    /// Any text that is not empty.
    static var text: Decoder { .scalar(.text, written: JSON.string) { $0 } }

    /// A text with a number of characters of some kind. Not a regular expression: compiling one
    /// takes as long as reading a file.
    static func characters(_ alphabet: AllowedCharacters, _ count: ClosedRange<Int>) -> Decoder {
        .scalar(Syntax.Scalar(alphabet, count), written: JSON.string) { text throws(Complaint) in
            guard count.contains(text.count), text.allSatisfy(alphabet.contains) else {
                throw Complaint("`\(text)` is not \(alphabet.noun(count))")
            }
            return text
        }
    }

    /// The id of a provider's profile.
    static var providerID: Decoder {
        text.then { id, value, reading in
            guard id.isEmpty || reading.providers.contains(id) else {
                let known = reading.providers.sorted()
                reading.note(Complaint(unknown: "provider", id, among: known), at: value.place)
                return nil
            }
            return id
        }
    }
}

/// The characters that a text of some length may consist of.
struct AllowedCharacters: Sendable {
    private let noun: String
    /// One of the characters, as a regular expression.
    let pattern: String
    let contains: @Sendable (Character) -> Bool

    static let digits = AllowedCharacters(noun: "digits", pattern: "[0-9]") {
        $0.isASCII && $0.isWholeNumber
    }

    static let lettersAndDigits = AllowedCharacters(
        noun: "letters and digits", pattern: "[0-9A-Za-z]"
    ) {
        $0.isASCII && ($0.isLetter || $0.isWholeNumber)
    }

    /// Whatever does not end a line.
    static let any = AllowedCharacters(noun: "characters", pattern: ".") { !$0.isNewline }

    /// "3 digits", "1 to 40 characters".
    func noun(_ count: ClosedRange<Int>) -> String {
        let (least, most) = (count.lowerBound, count.upperBound)
        return "\(least == most ? "\(least)" : "\(least) to \(most)") \(noun)"
    }
}

// MARK: Numbers

extension Decoder<Bool> {
    /// `yes` or `no`.
    static var flag: Decoder {
        .scalar(
            Syntax.Scalar(
                noun: "yes or no", schema: ["enum": [true, false, "yes", "no"]], example: "yes"),
            written: JSON.bool,
            { text throws(Complaint) in
                switch text {
                case "yes", "true": return true
                case "no", "false": return false
                default: throw Complaint("`\(text)` is neither yes nor no")
                }
            })
    }
}

extension Decoder where Model: FixedWidthInteger & Sendable {
    /// A whole number.
    static func integer(_ bounds: ClosedRange<Int64>) -> Decoder {
        .scalar(
            Syntax.Scalar(bounds),
            written: { number in
                let number = Int64(clamping: number)
                return bounds.contains(number) ? .number(JSONNumber(number)) : nil
            },
            { text throws(Complaint) in
                Model(clamping: try Int64(parsing: text, in: bounds))
            })
    }
}

extension Int64 {
    /// A whole number by its digits alone; a minus sign may precede them.
    init(parsing text: String, in bounds: ClosedRange<Int64>) throws(Complaint) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isWholeNumber }) else {
            throw Complaint("`\(text)` is not a whole number")
        }
        guard let number = Int64(text), bounds.contains(number) else {
            throw Complaint(
                "\(text) is out of range",
                hint: "allowed: from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        self = number
    }
}

// MARK: JSON

extension Decoder<JSON> {
    /// Whatever YAML can say, as its core schema reads it, save that numbers must be spelled as in
    /// JSON.
    ///
    /// - Parameter check: throws what is wrong with one of the texts in it.
    static func anything(
        _ check: @escaping @Sendable (String) throws(Complaint) -> Void = { _ in }
    ) -> Decoder {
        Decoder(.anything, written: \.self) { value, _, reading in
            value.json(check, &reading)
        }
    }
}

extension Value {
    fileprivate func json(
        _ check: (String) throws(Complaint) -> Void, _ reading: inout Reading
    ) -> JSON? {
        switch content {
        case .scalar(let text, let quoted):
            do throws(Complaint) {
                try check(text)
            } catch {
                reading.note(error, at: place)
                return nil
            }
            return quoted ? .string(text) : JSON(plain: text)
        case .list(let values):
            let items = values.map { $0.json(check, &reading) }
            return items.contains(nil) ? nil : .array(items.compactMap(\.self))
        case .mapping(let entries):
            let count = reading.mistakes.count
            reading.noteRepeats(among: entries)
            let values = entries.map { $0.value.json(check, &reading) }
            guard reading.mistakes.count == count else { return nil }
            return .object(JSONObject(zip(entries, values).map { ($0.key, $1 ?? .null) }))
        }
    }
}

extension JSON {
    /// A scalar that stands there without quotes.
    fileprivate init(plain text: String) {
        switch text {
        case "", "~", "null": self = .null
        case "true": self = true
        case "false": self = false
        default:
            let isNumeric = text.utf8.first.map { "-0123456789".utf8.contains($0) } ?? false
            let number = isNumeric ? JSONNumber(spelling: text) : nil
            self = number.map(JSON.number) ?? .string(text)
        }
    }
}
