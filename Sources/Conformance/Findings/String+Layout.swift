import Escaping
import Vocabulary

extension String {
    /// Returns the text padded with spaces to a width in characters.
    package func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// Returns the text with spaces before it, to a width in characters.
    package func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }

    /// Returns the text, ending in `…` if it is longer than a width.
    func clipped(to width: Int) -> String {
        count <= width ? self : String(prefix(Swift.max(0, width - 1))) + "…"
    }

    /// A name from a message, escaped and clipped to a width.
    func shownShort(_ width: Int) -> String { shownName.clipped(to: width) }

    /// The text without trailing spaces.
    var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The first digits of a UUID, as in `e9e753e4…`; any other text as it is.
    var short: String { isUUID ? "\(prefix(8))…" : self }

    /// A name from a message, escaped for every form of report.
    var shownName: String { escaped(for: .line, max: 100) }

    /// A sentence that contains such names, escaped likewise.
    var shownSentence: String { escaped(for: .line, max: 1_000) }

    /// The text escaped for XML and HTML, as text or attribute value.
    var escaped: String { escaped(for: .markup) }
}
