/// The constraint of a string.
enum TextRule: Sendable {
    case any
    /// Counted in Unicode scalars.
    case length(ClosedRange<Int>)
    case pattern(FieldPattern)

    static func exactly(_ length: Int) -> TextRule {
        .length(length...length)
    }

    /// - Precondition: `FieldPattern` knows the form of the text.
    static func matching(_ text: String) -> TextRule {
        guard let pattern = FieldPattern(text) else {
            preconditionFailure("pattern \(text) has a form Pattern does not know")
        }
        return .pattern(pattern)
    }
}
