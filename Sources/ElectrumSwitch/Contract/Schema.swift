import JSONTree

/// One object of the contract, as a table: what `Validator` checks is what the table says.
final class Schema: Sendable {
    /// As in Electrum's specification.
    let name: String
    /// Whether members beyond the fields are welcome: an object of free form, or one whose names
    /// contract.md could not establish.
    let isOpen: Bool
    /// In the order of the specification.
    let fields: [Field]
    /// Those of the fields, in their order.
    let quickChecks: [QuickCheck]
    private let names: [JSONName]
    /// Bit n stands for field n: those whose absence is a violation.
    let requiredFields: UInt64
    /// Bit n stands for field n: those whose absence is a violation of the specification alone.
    let paperFields: UInt64

    /// - Precondition: no more than 64 fields.
    init(_ name: String, isOpen: Bool = false, _ fields: [Field]) {
        precondition(fields.count <= UInt64.bitWidth, "\(name) has too many fields")
        self.name = name
        self.isOpen = isOpen
        self.fields = fields
        quickChecks = fields.map { QuickCheck($0.type) }
        names = fields.map { JSONName($0.name) }
        requiredFields = fields.indices.reduce(0) { bits, index in
            fields[index].mayBeAbsent ? bits : bits | 1 << UInt64(index)
        }
        paperFields = fields.indices.reduce(0) { bits, index in
            fields[index].presence == .requiredOnPaper ? bits | 1 << UInt64(index) : bits
        }
    }

    /// The names of the fields that another schema does not have.
    func names(absentFrom other: Schema) -> [String] {
        fields.map(\.name).filter { other.index(of: $0) == nil }
    }

    /// The place of a field in `fields`.
    func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

    /// The place of the field that a member is called after, looked for from `hint` on first:
    /// members tend to come in the order of the specification.
    func index(ofNameAt place: JSONText.Place, in message: JSONText, from hint: Int) -> Int? {
        message.index(ofStringAt: place, in: names, from: hint)
    }
}
