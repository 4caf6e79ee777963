/// How a scalar is written.
enum Form: Sendable {
    /// Any text that is not empty.
    case text
    /// `yes` or `no`.
    case flag
    /// A whole number within bounds.
    case integer(ClosedRange<Int64>)
    /// A number with a unit, `250ms`; above zero when so said.
    case duration(isPositive: Bool)
    /// Above 0% and up to 100%.
    case percent
    /// A number of bytes or a percentage of a body.
    case cut
    /// A regular expression.
    case pattern
    /// So many characters of some kind. Not a regular expression: to compile one takes as long as
    /// to read a file.
    case characters(Alphabet, count: ClosedRange<Int>)
    /// `STATUS TYPE`, as in `503 UPSTREAM_UNAVAILABLE`.
    case answer(AnswerKind)
    /// The status of an error answer.
    case status(AnswerKind)
    /// One of some words; `kind` is what the words are, in the singular.
    case word(kind: String, [Word])

    static let errorType = Form.words("error type", ErrorAnswer.types)

    static func words(_ kind: String, _ names: [String]) -> Form {
        .word(kind: kind, names.map { Word($0) })
    }

    /// "a duration", "a whole number", "text".
    var noun: String {
        switch self {
        case .text: "text"
        case .flag: "yes or no"
        case .integer: "a whole number"
        case .duration: "a duration"
        case .percent: "a percentage"
        case .cut: "a number of bytes or a percentage"
        case .pattern: "a regular expression"
        case .characters(let alphabet, let count) where count.count == 1:
            "\(count.lowerBound) \(alphabet.noun)"
        case .characters(let alphabet, let count):
            "\(count.lowerBound) to \(count.upperBound) \(alphabet.noun)"
        case .answer: "a status and an error type"
        case .status: "a status"
        case .word(_, let words) where words.count == 1: "`\(words[0].name)`"
        case .word(let kind, _): ("aeiou".contains(kind.prefix(1)) ? "an " : "a ") + kind
        }
    }

    /// Throws what is wrong with a text of this form.
    func check(_ text: String) throws(Complaint) {
        switch self {
        case .text: break
        case .flag: _ = try Bool(parsing: text)
        case .integer(let bounds): _ = try Int64(parsing: text, in: bounds)
        case .duration(let isPositive):
            let span = try Timespan(parsing: text)
            if isPositive, span == .zero { throw Complaint("a duration above zero is needed") }
        case .percent: _ = try Chance(parsing: text)
        case .cut: _ = try Cut(parsing: text)
        case .pattern: _ = try Pattern(parsing: text)
        case .characters(let alphabet, let count):
            guard count.contains(text.count), text.allSatisfy(alphabet.contains) else {
                throw Complaint("`\(text)` is not \(noun)")
            }
        case .answer(let kind): _ = try ErrorAnswer(parsing: text, as: kind)
        case .status(let kind): _ = try kind.status(parsing: text)
        case .word(let kind, let words):
            let names = words.map(\.name)
            if !names.contains(text) { throw Complaint(unknown: kind, text, among: names) }
        }
    }
}
