import Escaping

extension String {
    /// With blanks behind, to a width in characters.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// Without blanks at the end.
    var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A name that a message brought, as a person may read it in every form of report.
    var shownName: String { escaped(for: .line, max: 100) }

    /// A sentence with such names in it, likewise.
    var shownSentence: String { escaped(for: .line, max: 1_000) }

    /// As text or attribute value of XML and HTML.
    var escaped: String { escaped(for: .markup) }
}
