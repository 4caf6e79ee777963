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
    private let fieldNames: [String]
    /// Bit n stands for field n: those whose absence is a violation.
    let requiredFields: UInt64

    /// - Precondition: no more than 64 fields.
    init(_ name: String, isOpen: Bool = false, _ fields: [Field]) {
        precondition(fields.count <= UInt64.bitWidth, "\(name) has too many fields")
        self.name = name
        self.isOpen = isOpen
        self.fields = fields
        fieldNames = fields.map(\.name)
        requiredFields = fields.indices.reduce(0) { bits, index in
            fields[index].mayBeAbsent ? bits : bits | 1 << UInt64(index)
        }
    }

    /// The names of the fields that another schema does not have.
    func names(absentFrom other: Schema) -> [String] {
        fieldNames.filter { !other.fieldNames.contains($0) }
    }

    /// The place of a field in `fields`.
    func index(of name: String) -> Int? { fieldNames.firstIndex(of: name) }

    /// The place of the field that a member is called after, looked for from `hint` on first:
    /// members tend to come in the order of the specification.
    func index(ofNameAt place: JSONText.Place, in message: JSONText, from hint: Int) -> Int? {
        message.index(ofStringAt: place, in: fieldNames, from: hint)
    }
}
