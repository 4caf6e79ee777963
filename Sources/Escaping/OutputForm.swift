/// A form of output into which untrusted text is escaped. A till chooses the names of transactions,
/// clients and paths; no reader of a log or a report, person or program, may take them for the
/// mock's own words.
package enum OutputForm: Sendable, CaseIterable {
    /// A line of plain text: a log, a terminal, the output of a CI job.
    case line
    /// A line of Markdown outside code: a cell, a list item, a heading.
    case markdown
    /// A line in a fenced code block of Markdown.
    case codeBlock
    /// Text or an attribute's value in HTML and XML.
    case markup
    /// A whole JSON document: only characters inside its strings can need escaping.
    case json
}

extension String {
    /// Returns the text escaped for a form of output. A line stays one line in reading order,
    /// without invisible characters and without the form's own marks.
    ///
    /// - Parameter max: the most Unicode scalars to show; the number of the others is added.
    package func escaped(for form: OutputForm, max: Int = .max) -> String {
        if isPlain(for: form), utf8.count <= max { return self }
        var result = ""
        var previous: Unicode.Scalar = " "
        var isAtStart = true
        for (index, scalar) in unicodeScalars.enumerated() {
            guard index < max else {
                return result + "… (\(unicodeScalars.count - max) more)"
            }
            form.append(scalar, behind: previous, isAtStart: isAtStart, to: &result)
            // GitHub looks for its commands behind blanks, too.
            isAtStart = isAtStart && (scalar == " " || scalar == ":")
            previous = scalar
        }
        return result
    }

    /// Returns true if nothing is to be escaped, as far as a glance tells: most often so in lines,
    /// and in documents of many megabytes.
    private func isPlain(for form: OutputForm) -> Bool {
        var text = self
        return text.withUTF8 { utf8 in
            switch form {
            case .line:
                utf8.first != UInt8(ascii: ":") && utf8.first != UInt8(ascii: " ")
                    && utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "#") }
            case .json:
                utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\n") }
            case .markdown, .codeBlock, .markup: false
            }
        }
    }
}

extension OutputForm {
    fileprivate func append(
        _ scalar: Unicode.Scalar, behind previous: Unicode.Scalar, isAtStart: Bool,
        to result: inout String
    ) {
        guard scalar.isVisible else {
            // JSON documents are laid out with line feeds.
            if self == .json, scalar == "\n" { return result.append("\n") }
            result += spelt(scalar)
            return
        }
        switch self {
        case .line, .codeBlock:
            // Commands of CI servers: `::error` begins a line, `##[error]` stands anywhere.
            let isCommand =
                scalar == previous && (scalar == "#" || scalar == ":" && isAtStart)
            if isCommand {
                result += spelt(scalar)
                return
            }
            if self == .codeBlock, scalar == "`" {
                result += spelt(scalar)
                return
            }
        case .markdown where Self.markdownMarks.contains(scalar),
            .markdown where scalar == "/" && previous == ":",
            .markdown where scalar == "." && (previous == "w" || previous == "W"):
            // The last two keep addresses from becoming links.
            result += "\\"
        case .markup, .markdown:
            if let entity = entity(scalar) {
                result += entity
                return
            }
        case .json: break
        }
        result.unicodeScalars.append(scalar)
    }

    /// Returns a scalar in hexadecimal digits, in the form's own notation if it has one.
    private func spelt(_ scalar: Unicode.Scalar) -> String {
        guard self != .json else {
            return scalar.utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }
    }

    /// The characters that can begin a link, an image, emphasis, code, markup, a table cell, a
    /// mention or a formula.
    private static let markdownMarks: Set<Unicode.Scalar> = [
        "\\", "`", "*", "_", "[", "]", "!", "|", "~", "#", "@", "$",
    ]

    private static let entities: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// Returns the entity for a scalar; Markdown contains HTML, but no attributes.
    private func entity(_ scalar: Unicode.Scalar) -> String? {
        self == .markdown && (scalar == "\"" || scalar == "'") ? nil : Self.entities[scalar]
    }
}

extension Unicode.Scalar {
    /// True for a scalar with a shape of its own that leaves its neighbours in place. False for C0
    /// and C1 controls, directional overrides, invisible letters and line separators.
    fileprivate var isVisible: Bool {
        if value < 0x7F { return value >= 0x20 }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            return false
        default: return true
        }
    }
}
