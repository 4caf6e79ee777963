/// A mistake and its place.
struct Mistake: Error, Hashable {
    let place: Place
    let message: String
    let hint: String?

    init(at place: Place, _ message: String, hint: String? = nil) {
        self.place = place
        self.message = message
        self.hint = hint
    }
}

/// A place in a file, counted from 1; columns count Unicode scalars.
struct Place: Hashable, Comparable {
    let line: Int
    let column: Int

    static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A mistake in a text whose place in the file is not known yet, and a hint.
struct Complaint: Error, CustomStringConvertible {
    let message: String
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    var description: String { hint.map { "\(message); \($0)" } ?? message }

    /// A word that is none of `words`: the nearest one, or else all of them.
    init(unknown kind: String, _ word: String, among words: [String]) {
        self.init("unknown \(kind) `\(word)`", hint: Suggestion.hint(for: word, among: words))
    }
}
