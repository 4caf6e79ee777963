import JSONTree

/// A fast check that accepts most valid values. Where it does not, `FieldType` decides, since it
/// knows all types and names the violation.
enum QuickCheck: Sendable {
    /// Counted in Unicode scalars.
    case string(ClosedRange<Int>)
    case uuid
    case dateTime
    case unknown

    init(_ type: FieldType) {
        self =
            switch type {
            case .string(.any): .string(0...Int.max)
            case .string(.length(let counts)): .string(counts)
            case .uuid: .uuid
            case .dateTime: .dateTime
            default: .unknown
            }
    }

    /// Returns true only if the value is certainly valid.
    func passes(_ value: JSONText.Place, of message: JSONText) -> Bool {
        guard message.kind(of: value) == .string else { return false }
        return switch self {
        case .string(let counts): counts.contains(message.scalarCount(at: value))
        case .uuid: message.content(of: value, satisfies: UUIDForm.fits)
        case .dateTime: message.content(of: value, satisfies: DateTimeForm.fits)
        case .unknown: false
        }
    }
}
