import JSONTree

/// A member of an object of the contract.
struct Field: Sendable {
    enum Presence: Sendable {
        case optional
        case required
        /// Required, but reported only if everything else is valid (contract.md 4.1, step 4).
        case requiredLast
        /// Required by the specification, not by the switch (contract.md 2.10, 2.16, 4.6).
        case requiredOnPaper
    }

    let name: String
    let type: FieldType
    let presence: Presence
    /// The meaning of the field, where its name does not say it.
    let meaning: String
    /// The version of the interface that introduced the field.
    let since: String

    init(
        _ name: String, _ type: FieldType, _ presence: Presence, _ meaning: String = "",
        since: String = "1.0"
    ) {
        self.name = name
        self.type = type
        self.presence = presence
        self.meaning = meaning
        self.since = since
    }

    static func required(
        _ name: String, _ type: FieldType, _ meaning: String = "", since: String = "1.0"
    ) -> Field {
        Field(name, type, .required, meaning, since: since)
    }

    static func optional(
        _ name: String, _ type: FieldType, _ meaning: String = "", since: String = "1.0"
    ) -> Field {
        Field(name, type, .optional, meaning, since: since)
    }

    /// True if a message without the field is accepted.
    var mayBeAbsent: Bool {
        switch presence {
        case .optional, .requiredOnPaper: true
        case .required, .requiredLast: false
        }
    }
}

/// The type of a field's value.
// Indirect throughout, because the validator copies one for every value.
indirect enum FieldType: Sendable {
    case string(TextRule = .any)
    /// A string; a number is accepted and becomes its spelling (contract.md 4.6).
    case stringOrNumber(TextRule)
    /// 8-4-4-4-12 hexadecimal digits; version and variant are not checked.
    case uuid
    /// RFC 3339.
    case dateTime
    case email
    case int32
    case int64
    case double
    case boolean
    case enumeration(Enumeration)
    case object(Schema)
    case choice(Choice)
    case array(FieldType)
    /// An object with names of the sender's choice and values of one type.
    case map(FieldType)
}

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

/// A closed list of words.
struct Enumeration: Sendable {
    /// The name in Electrum's specification; nil if the list has none.
    let name: String?
    let values: [String]
    private let words: JSONNames

    init(_ values: [String], named name: String? = nil) {
        self.name = name
        self.values = values
        words = JSONNames(values)
    }

    /// Returns true if a string of a message is one of the words.
    func contains(_ place: JSONText.Place, of message: JSONText) -> Bool {
        message.index(ofStringAt: place, in: words) != nil
    }
}
