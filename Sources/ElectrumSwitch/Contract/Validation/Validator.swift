import JSONTree

/// Compares a message with its table and words what is wrong as Electrum's test server does
/// (contract.md 4.1).
struct Validator: Sendable {
    enum UnknownFields: Sendable {
        case refuse
        case ignore
    }

    /// A message and what there is to say of it.
    struct Checked {
        let message: JSONText
        let violations: [String]
        /// What the specification forbids and the switch lets pass (contract.md 2.10).
        var tolerated: [String] = []
    }

    /// How many violations are spelled out; one line more tells how many there are beyond.
    static let violationsMax = 100

    /// What to do about members the table does not have. Open schemas welcome them all the same.
    let unknownFields: UnknownFields

    /// The message as the switch understands it (see `Schema.normalised`) if nothing is wrong with
    /// it, and every violation at once, `PATH VIOLATION` each, in the order of contract.md 4.6:
    /// unknown fields, then wrong or missing values, then the form of UUIDs, then the identifiers.
    ///
    /// A member that is null counts as absent.
    func check(
        _ message: JSONText, against schema: Schema
    ) -> Checked {
        guard message.kind(of: message.root) == .object else {
            return Checked(message: message, violations: ["the body must be a JSON object"])
        }
        var inspection = Inspection(
            of: message, unknownFields: unknownFields,
            violations: Violations(max: Self.violationsMax))
        inspection.inspect(message.root, against: schema)
        let violations = inspection.violations.messages
        guard violations.isEmpty, !inspection.isNormal else {
            return Checked(
                message: message, violations: violations, tolerated: inspection.tolerated)
        }
        return Checked(
            message: JSONText(schema.normalised(JSONView(message).json)), violations: [],
            tolerated: inspection.tolerated)
    }
}
