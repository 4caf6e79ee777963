import JSONTree
import Synchronization

/// Valid messages of late, by which others are read: tills send the same message again and again,
/// with other ids, times and amounts. Reading and validating one takes half of all instructions of
/// a provision, comparing it with the last of its length a twentieth of that.
final class KnownMessages: Sendable {
    private struct Entry {
        let message: JSONText
        let schema: Schema
        let tolerated: [String]
    }

    private static let entriesMax = 64
    /// The length of the longest message that is kept, in bytes.
    private static let bytesMax = 8 * 1024

    /// A message is found by its length.
    private let entries = Mutex([Entry?](repeating: nil, count: entriesMax))

    /// Returns a message that is certainly valid, as it differs from a valid one only in valid
    /// values.
    func read(_ bytes: [UInt8], against schema: Schema) -> Validator.Checked? {
        let entry = entries.withLock { $0[bytes.count % Self.entriesMax] }
        guard let entry, entry.schema === schema else { return nil }
        return entry.message.variant(bytes) { value, message in
            schema.accepts(value, in: message.root, of: message)
        }.map { Validator.Checked(message: $0, violations: [], tolerated: entry.tolerated) }
    }

    /// Keeps a message that is valid as it was sent.
    func note(_ checked: Validator.Checked, against schema: Schema) {
        let length = checked.message.bytes.count
        guard length <= Self.bytesMax else { return }
        let entry = Entry(message: checked.message, schema: schema, tolerated: checked.tolerated)
        entries.withLock { $0[length % Self.entriesMax] = entry }
    }
}

extension Schema {
    /// Returns true if a message whose other values are valid is so with this one, and means what
    /// it says: it need not be normalised.
    ///
    /// - Parameter value: a string or a number somewhere in the object.
    fileprivate func accepts(
        _ value: JSONText.Place, in object: JSONText.Place, of message: JSONText
    ) -> Bool {
        guard let (name, member) = message.part(of: object, around: value) else { return false }
        guard let index = index(ofNameAt: name, in: message) else {
            // The free form accepts whatever it holds, and so do members that nobody knows.
            return true
        }
        return quickChecks[index].passes(member, of: message)
            || fields[index].type.accepts(value, in: member, of: message)
    }
}

extension FieldType {
    /// See `Schema.accepts`.
    fileprivate func accepts(
        _ value: JSONText.Place, in outer: JSONText.Place, of message: JSONText
    ) -> Bool {
        switch self {
        case .object(let schema):
            return schema.accepts(value, in: outer, of: message)
        case .choice(let choice):
            guard let tag = message.member(Choice.discriminator, of: outer), tag != value,
                let schema = choice.schema(forTagAt: tag, in: message)
            else { return false }
            return schema.accepts(value, in: outer, of: message)
        case .array(let type), .map(let type):
            guard let (_, part) = message.part(of: outer, around: value) else { return false }
            return type.accepts(value, in: part, of: message)
        case .uuid:
            return message.content(of: outer, satisfies: UUIDForm.fits)
        case .string, .stringOrNumber, .dateTime, .email, .int32, .int64, .double, .boolean,
            .enumeration:
            return outer == value && violation(ofValueAt: value, in: message) == nil
        }
    }
}
