import JSONTree
import Synchronization

/// Valid messages of late, by which others are read: tills send the same message again and again,
/// with other ids, times and amounts. Reading and validating one takes half of all instructions of
/// a provision, comparing it with the last of its length a twentieth of that.
final class KnownMessages: Sendable {
    private static let entriesMax = 64
    /// The length of the longest message that is kept, in bytes.
    private static let bytesMax = 8 * 1024

    /// A message is found by its length.
    private let entries = Mutex([KnownMessage?](repeating: nil, count: entriesMax))

    /// Returns a message that is certainly valid, as it differs from a valid one only in valid
    /// values.
    func read(_ bytes: [UInt8], against schema: Schema) -> Validator.Checked? {
        let entry = entries.withLock { $0[bytes.count % Self.entriesMax] }
        guard let entry, entry.schema === schema, entry.message.bytes.count == bytes.count else {
            return nil
        }
        let checks = entry.checks
        return entry.message.variant(bytes, ifEach: checks.accept)
            .map { Validator.Checked($0, like: entry.checked) }
    }

    /// Keeps a message that is valid as it was sent.
    func note(_ checked: Validator.Checked, against schema: Schema) {
        let length = checked.message.bytes.count
        guard length <= Self.bytesMax else { return }
        let entry = KnownMessage(checked, against: schema)
        entries.withLock { $0[length % Self.entriesMax] = entry }
    }
}

/// A valid message that is kept.
private final class KnownMessage: Sendable {
    let checked: Validator.Checked
    let schema: Schema
    private let madeChecks = Mutex<ValueChecks?>(nil)

    init(_ checked: Validator.Checked, against schema: Schema) {
        self.checked = checked
        self.schema = schema
    }

    var message: JSONText { checked.message }

    /// The checks of its values, made when another is compared with it: many are the only ones of
    /// their length.
    var checks: ValueChecks {
        madeChecks.withLock { made in
            let checks = made ?? ValueChecks(of: message, against: schema)
            made = checks
            return checks
        }
    }
}

/// The checks that the values of a valid message have passed, in a list: to find one by the way
/// to its value takes longer than to compare the message.
private struct ValueChecks: Sendable {
    private enum Check {
        /// The free form accepts whatever it holds, and so do members that nobody knows.
        case none
        case quick(QuickCheck)
        case type(FieldType)
        /// With another value the message is a different one.
        case fixed
    }

    /// By `JSONText.Place.index`.
    private var checks: [Check]

    init(of message: JSONText, against schema: Schema) {
        checks = Array(repeating: .none, count: message.count)
        note(message.root, schema, in: message)
    }

    /// Returns true if a message whose other values are valid is so with this one, and means what
    /// it says: it need not be normalised.
    ///
    /// - Parameter value: a string or a number.
    func accept(_ value: JSONText.Place, of message: JSONText) -> Bool {
        switch checks[value.index] {
        case .none: true
        case .quick(let check): check.passes(value, of: message)
        case .type(let type): type.violation(ofValueAt: value, in: message) == nil
        case .fixed: false
        }
    }

    private mutating func note(
        _ object: JSONText.Place, _ schema: Schema, in message: JSONText
    ) {
        for (name, value) in message.members(of: object) {
            guard let index = schema.index(ofNameAt: name, in: message) else { continue }
            note(value, schema.fields[index].type, in: message)
        }
    }

    private mutating func note(_ value: JSONText.Place, _ type: FieldType, in message: JSONText) {
        switch type {
        case .object(let schema):
            note(value, schema, in: message)
        case .choice(let choice):
            guard let tag = message.member(Choice.discriminator, of: value),
                let schema = choice.schema(forTagAt: tag, in: message)
            else { return }
            note(value, schema, in: message)
            checks[tag.index] = .fixed
        case .array(let type):
            for item in message.items(of: value) { note(item, type, in: message) }
        case .map(let type):
            for member in message.members(of: value) { note(member.value, type, in: message) }
        case .string, .stringOrNumber, .uuid, .dateTime, .email, .int32, .int64, .double, .boolean,
            .enumeration:
            let quick = QuickCheck(type)
            checks[value.index] = quick.isUnknown ? .type(type) : .quick(quick)
        }
    }
}
