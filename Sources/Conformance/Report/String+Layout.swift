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

    /// Without control characters other than tab and line feed, and without what XML 1.0,
    /// section 2.2, does not allow: names come from messages, and a terminal would obey them.
    var printable: String {
        let scalars = unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09, 0x0A: true
            case ..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
            default: true
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// As text or attribute value of XML and HTML.
    var escaped: String {
        var result = ""
        for character in printable.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
