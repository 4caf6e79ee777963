/// One entry of a rule's `when`: what is looked at, and what it must be.
struct Condition: Sendable, Hashable {
    /// What is looked at.
    enum Subject: Sendable, Hashable {
        case fact(Fact)
        /// A value in the message's body, by names and element numbers: `tenders.0.tenderType`.
        case body(path: String)
        /// A header, by name.
        case header(name: String)
    }

    /// What is known of a message whatever its form. On advices all but the client are those of
    /// the provision.
    enum Fact: String, Sendable, CaseIterable {
        case provider, client, terminal, merchant, product, amount
        /// The last two digits of the amount.
        case cents

        /// Whether it is a number, for which `07` is 7.
        var isNumber: Bool { self == .amount || self == .cents }
    }

    let subject: Subject
    let matcher: Matcher
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
    var description: String { "\(subject) \(matcher)" }
}
