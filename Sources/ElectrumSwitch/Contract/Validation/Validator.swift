import JSONTree

/// Compares a message with its table and words what is wrong as Electrum's test server does
/// (contract.md 4.1).
struct Validator: Sendable {
    enum UnknownFields: Sendable {
        case refuse
        case ignore
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
    ) -> (message: JSONText, violations: [String]) {
        guard message.kind(of: message.root) == .object else {
            return (message, ["the body must be a JSON object"])
        }
        var inspection = Inspection(
            of: message, unknownFields: unknownFields,
            violations: Violations(max: Self.violationsMax))
        inspection.inspect(message.root, against: schema)
        let violations = inspection.violations.messages
        guard violations.isEmpty, !inspection.isNormal else { return (message, violations) }
        return (JSONText(schema.normalised(JSONView(message).json)), [])
    }
}
