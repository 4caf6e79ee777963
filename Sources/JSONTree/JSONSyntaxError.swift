/// A JSON syntax error: position and reason, written for the developer of the text's sender.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; a line ends with a line feed.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    /// The mistake at that position.
    package let reason: String

    /// `line 3, column 7: …`
    package var description: String {
        "line \(line), column \(column): \(reason)"
    }
}
