/// What is wrong with a value, and what would be right, before its place in the file is known.
struct Complaint: Error {
    let message: String
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    /// A word that is none of `words`: the nearest one, or else all of them.
    init(unknown kind: String, _ word: String, among words: [String]) {
        self.init("unknown \(kind) `\(word)`", hint: Suggestion.hint(for: word, among: words))
    }
}
