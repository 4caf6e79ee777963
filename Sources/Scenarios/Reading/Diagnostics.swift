/// Every mistake of one or more files, in the order of the files and their lines.
public struct Diagnostics: Error, Sendable, Equatable, CustomStringConvertible {
    /// The mistakes; never empty when thrown.
    public let list: [Diagnostic]

    /// All diagnostics, a blank line between two.
    public var description: String {
        list.map(\.description).joined(separator: "\n\n")
    }
}
