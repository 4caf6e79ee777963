import JSONTree
import Vocabulary

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

    /// True if only `FieldType` can decide.
    var isUnknown: Bool {
        if case .unknown = self { true } else { false }
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

/// The form of an identifier: hexadecimal digits in groups of 8-4-4-4-12, in any case. Version and
/// variant are not looked at (contract.md 4.6).
enum UUIDForm {
    /// Electrum's text (contract.md 4.1).
    static let violation = "UUID must conform to the format 8-4-4-4-12 hexadecimal values"

    /// - Parameter text: UTF-8.
    static func fits(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        UUIDText.bits(of: text) != nil
    }
}
