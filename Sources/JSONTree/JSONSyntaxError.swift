/// Where and why a text is not JSON, in words for the developer who wrote it.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1; a line ends with a line feed.
    public let line: Int
    /// From 1, in Unicode scalars.
    public let column: Int
    /// What is wrong there.
    public let reason: String

    /// `line 3, column 7: …`
    public var description: String {
        "line \(line), column \(column): \(reason)"
    }
}
