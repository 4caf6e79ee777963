import JSONTree

/// One object of the contract, as a table for `Validator`.
final class Schema: Sendable {
    /// The name in Electrum's specification.
    let name: String
    /// True if other members than the fields are accepted: an object of free form, or one whose
    /// members contract.md does not list.
    let isOpen: Bool
    /// The fields, in the order of the specification.
    let fields: [Field]
    /// The quick checks of the fields, in their order.
    let quickChecks: [QuickCheck]
    private let names: JSONNames
    /// A bit mask of the fields whose absence is a violation.
    let requiredFields: UInt64
    /// A bit mask of the fields whose absence violates only the specification.
    let paperFields: UInt64

    /// - Precondition: no more than 64 fields.
    init(_ name: String, isOpen: Bool = false, _ fields: [Field]) {
        precondition(fields.count <= UInt64.bitWidth, "\(name) has too many fields")
        self.name = name
        self.isOpen = isOpen
        self.fields = fields
        quickChecks = fields.map { QuickCheck($0.type) }
        names = JSONNames(fields.map(\.name))
        requiredFields = fields.indices.reduce(0) { bits, index in
            fields[index].mayBeAbsent ? bits : bits | 1 << UInt64(index)
        }
        paperFields = fields.indices.reduce(0) { bits, index in
            fields[index].presence == .requiredOnPaper ? bits | 1 << UInt64(index) : bits
        }
    }

    /// Returns the names of the fields that another schema does not have.
    func names(absentFrom other: Schema) -> [String] {
        fields.map(\.name).filter { other.index(of: $0) == nil }
    }

    /// Returns the index of a field in `fields`.
    func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// Returns the index of the field with a member's name.
    func index(ofNameAt place: JSONText.Place, in message: JSONText) -> Int? {
        message.index(ofStringAt: place, in: names)
    }
}
