import JSONTree

/// Validates a message against its table and words the violations as Electrum's test server does
/// (contract.md 4.1).
final class Validator: Sendable {
    enum UnknownFields: Sendable {
        case refuse
        case ignore
    }

    /// A message with the results of its validation.
    struct Checked {
        let message: JSONText
        let places: MessagePlaces
        let violations: [String]
        /// Violations of the specification that the switch tolerates (contract.md 2.10).
        let tolerated: [String]

        init(message: JSONText, violations: [String], tolerated: [String] = []) {
            self.message = message
            places = MessagePlaces(of: JSONView(message))
            self.violations = violations
            self.tolerated = tolerated
        }

        /// A message that differs from a valid one in valid values only.
        init(_ message: JSONText, like valid: Checked) {
            self.message = message
            places = valid.places
            violations = []
            tolerated = valid.tolerated
        }
    }

    /// The most violations that are listed; one more line has the number of the others.
    static let violationsMax = 100

    /// The treatment of members that the table does not have. Open schemas accept them in any case.
    private let unknownFields: UnknownFields
    private let known = KnownMessages()

    init(unknownFields: UnknownFields) {
        self.unknownFields = unknownFields
    }

    /// Parses a message and checks it.
    ///
    /// - Throws: `JSONSyntaxError` if it is no JSON text.
    func read(_ bytes: [UInt8], against schema: Schema) throws(JSONSyntaxError) -> Checked {
        if let checked = known.read(bytes, against: schema) { return checked }
        let message = try JSONText(parsing: bytes)
        let checked = check(message, against: schema)
        let isAsSent = checked.message === message
        if checked.violations.isEmpty, isAsSent { known.note(checked, against: schema) }
        return checked
    }

    /// Returns the message as the switch understands it (see `Schema.normalised`) if it is valid,
    /// and otherwise all violations, `PATH VIOLATION` each, in the order of contract.md 4.6:
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
