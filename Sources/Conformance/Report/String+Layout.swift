import Escaping

extension String {
    /// Returns the text padded with spaces to a width in characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// The text without trailing spaces.
    var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A name from a message, escaped for every form of report.
    var shownName: String { escaped(for: .line, max: 100) }

    /// A sentence that contains such names, escaped likewise.
    var shownSentence: String { escaped(for: .line, max: 1_000) }

    /// The text escaped for XML and HTML, as text or attribute value.
    var escaped: String { escaped(for: .markup) }
}
