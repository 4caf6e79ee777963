/// A form of output into which words of a stranger are put: a till names transactions, clients and
/// paths, and whoever reads a log or a report, person or program, must not take them for ours.
public enum OutputForm: Sendable, CaseIterable {
    /// A line of plain text: a log, a terminal, the output of a CI job.
    case line
    /// A line of Markdown outside code: a cell, a list item, a heading.
    case markdown
    /// A line in a fenced code block of Markdown.
    case codeBlock
    /// Text or an attribute's value in HTML and XML.
    case markup
    /// A JSON document, from the outside: what is escaped can only stand inside its strings.
    case json
}

extension String {
    /// The text as it may stand in that form of output. A line stays a line, is shown in the order
    /// in which it is written, holds nothing that cannot be seen, and no mark of the form's own.
    ///
    /// - Parameter max: how many Unicode scalars of the text are shown; the rest is counted.
    public func escaped(for form: OutputForm, max: Int = .max) -> String {
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

    /// Whether nothing is to be escaped, as far as a glance tells: most often so in lines, and in
    /// documents of many megabytes.
    private func isPlain(for form: OutputForm) -> Bool {
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

extension OutputForm {
    fileprivate func append(
        _ scalar: Unicode.Scalar, behind previous: Unicode.Scalar, isAtStart: Bool,
        to result: inout String
    ) {
        guard scalar.isVisible else {
            // What a JSON document is laid out with.
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

    /// Written out in hexadecimal digits, as the form's own readers do it where they have a way.
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

    /// What opens a link, an image, emphasis, code, markup, a cell, a mention or a formula.
    private static let markdownMarks: Set<Unicode.Scalar> = [
        "\\", "`", "*", "_", "[", "]", "!", "|", "~", "#", "@", "$",
    ]

    private static let entities: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// Markdown has HTML in it, and no attribute to end.
    private func entity(_ scalar: Unicode.Scalar) -> String? {
        self == .markdown && (scalar == "\"" || scalar == "'") ? nil : Self.entities[scalar]
    }
}

extension Unicode.Scalar {
    /// Whether it has a shape of its own and leaves its neighbours where they are. Controls, C1,
    /// overrides of direction, invisible letters and separators of lines have not.
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
