/// What a string may be.
enum TextRule: Sendable {
    case any
    /// Counted in Unicode scalars.
    case length(ClosedRange<Int>)
    case pattern(Pattern)

    static func exactly(_ length: Int) -> TextRule {
        .length(length...length)
    }

    /// - Precondition: `Pattern` knows the form of the text.
    static func matching(_ text: String) -> TextRule {
        guard let pattern = Pattern(text) else {
            preconditionFailure("pattern \(text) has a form Pattern does not know")
        }
        return .pattern(pattern)
    }
}
