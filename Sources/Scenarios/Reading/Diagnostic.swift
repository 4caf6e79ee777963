/// One mistake in a file, told to a person: where it is, what is wrong, and what would be right.
public struct Diagnostic: Error, Sendable, Equatable {
    /// The file, as the caller named it.
    public let file: String
    /// The line, from 1; 0 when the mistake is about the file as a whole.
    public let line: Int
    /// The column, from 1, in Unicode scalars; 0 when there is no line.
    public let column: Int
    /// The mistake, in a clause.
    public let message: String
    /// The text of the line.
    public let sourceLine: String
    /// The remedy, if one is known.
    public let hint: String?

    /// A mistake at a place in a file.
    init(
        file: String, line: Int, column: Int, message: String, sourceLine: String, hint: String?
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.message = Self.clipped(message)
        self.sourceLine = sourceLine
        self.hint = hint.map(Self.clipped)
    }

    /// A file may have texts of any length, a person reads the beginning.
    private static func clipped(_ text: String) -> String {
        text.utf8.count > 1000 ? text.prefix(500) + "…" : text
    }

    /// A mistake about a file as a whole.
    init(file: String, message: String, hint: String? = nil) {
        self.init(file: file, line: 0, column: 0, message: message, sourceLine: "", hint: hint)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message`, the line, a caret under the column, and the hint.
    public var description: String {
        let hintLine = hint.map { "\nhint: \($0)" } ?? ""
        guard line > 0 else { return "\(file): error: \(message)\(hintLine)" }
        return """
            \(file):\(line):\(column): error: \(message)
            \(excerpt())\(hintLine)
            """
    }

    /// The line and the caret under its column, or as much around it as fits.
    ///
    /// - Parameter width: the most of the line that is shown, in Unicode scalars.
    package func excerpt(atMost width: Int = 200) -> String {
        let scalars = sourceLine.unicodeScalars
        let hasStart = column <= width
        let shown = scalars.dropFirst(hasStart ? 0 : column - width / 2).prefix(width)
        let before = hasStart ? column - 1 : width / 2 - 1
        let indentation = shown.prefix(before).map { $0 == "\t" ? "\t" : " " }.joined()
        let hasEnd = shown.endIndex == scalars.endIndex
        return "\(hasStart ? "" : "…")\(String(shown))\(hasEnd ? "" : "…")\n"
            + "\(hasStart ? "" : " ")\(indentation)^"
    }
}

/// Every mistake of one or more files, in the order of the files and their lines.
public struct Diagnostics: Error, Sendable, Equatable, CustomStringConvertible {
    /// The mistakes; never empty when thrown.
    public let list: [Diagnostic]

    /// These mistakes.
    package init(list: [Diagnostic]) {
        self.list = list
    }

    /// All diagnostics, a blank line between two.
    public var description: String {
        list.map(\.description).joined(separator: "\n\n")
    }
}
