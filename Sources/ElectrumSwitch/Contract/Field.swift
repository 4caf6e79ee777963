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
