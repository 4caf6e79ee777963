/// One entry of a rule's `when`.
indirect enum Condition: Sendable, Hashable {
    /// A value matches.
    case member(Subject, Matcher)
    /// All conditions of at least one of the lists hold.
    case any([[Condition]])
    /// Not all of the conditions hold.
    case not([Condition])

    /// The value that a condition tests.
    enum Subject: Sendable, Hashable {
        case fact(Fact)
        /// A value in the message's body, by names and element numbers: `tenders.0.tenderType`.
        case body(path: String)
        /// A header, by name.
        case header(name: String)
    }

    /// The facts of a message that do not depend on its form. On advices all but the client are
    /// those of the provision.
    enum Fact: String, Sendable, CaseIterable {
        case provider, client, terminal, merchant, product, amount
        /// The last two digits of the amount.
        case cents

        /// True if it is a number, for which `07` equals 7.
        var isNumber: Bool { self == .amount || self == .cents }
    }
}

extension Condition.Subject: CustomStringConvertible {
    var description: String {
        switch self {
        case .fact(let fact): fact.rawValue
        case .body(let path): "body.\(path)"
        case .header(let name): "header.\(name)"
        }
    }
}

extension Condition: CustomStringConvertible {
    /// `cents 1 or product MOCKDECLINE`, `not (provider ott, amount ≥ 500)`.
    var description: String {
        switch self {
        case .member(let subject, let matcher): "\(subject) \(matcher)"
        case .any(let branches):
            branches.map { $0.map(\.description).joined(separator: " and ") }
                .joined(separator: " or ")
        case .not(let conditions):
            "not (\(conditions.map(\.description).joined(separator: " and ")))"
        }
    }
}

/// The requirements for a value; all that are given must hold.
struct Matcher: Sendable, Hashable {
    /// One of these texts.
    var oneOf: [String]?
    /// A whole number of at least this.
    var min: Int64?
    /// A whole number of at most this.
    var max: Int64?
    /// The whole text matches the pattern.
    var pattern: Pattern?
    /// True if the value must be present, false if it must be absent.
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
