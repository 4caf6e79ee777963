/// What a value must be; all that is given must hold.
struct Matcher: Sendable, Hashable {
    /// One of these texts.
    var oneOf: [String]?
    /// A whole number of at least this.
    var min: Int64?
    /// A whole number of at most this.
    var max: Int64?
    /// The whole of it matches.
    var pattern: Pattern?
    /// It is there, or it is not.
    var present: Bool?
}

extension Matcher: CustomStringConvertible {
    var description: String {
        var parts: [String] = []
        if let oneOf { parts.append(oneOf.joined(separator: " | ")) }
        if let min { parts.append("≥ \(min)") }
        if let max { parts.append("≤ \(max)") }
        if let pattern { parts.append("matches \(pattern.text)") }
        if let present { parts.append(present ? "present" : "absent") }
        return parts.joined(separator: ", ")
    }
}
