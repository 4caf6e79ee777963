/// One object of the contract, as a table: what `Validator` checks is what the table says.
struct Schema: Sendable {
    /// As in Electrum's specification.
    let name: String
    /// Whether members beyond the fields are welcome: an object of free form, or one whose names
    /// contract.md could not establish.
    let isOpen: Bool
    /// In the order of the specification.
    let fields: [Field]
    /// Bit n stands for field n: those whose absence is a violation.
    let requiredFields: UInt64

    /// - Precondition: no more than 64 fields.
    init(_ name: String, isOpen: Bool = false, _ fields: [Field]) {
        precondition(fields.count <= UInt64.bitWidth, "\(name) has too many fields")
        self.name = name
        self.isOpen = isOpen
        self.fields = fields
        requiredFields = fields.indices.reduce(0) { bits, index in
            fields[index].mayBeAbsent ? bits : bits | 1 << UInt64(index)
        }
    }

    /// The names of the fields that another schema does not have.
    func names(absentFrom other: Schema) -> [String] {
        fields.map(\.name).filter { other.index(of: $0) == nil }
    }

    /// The place of a field in `fields`, looked for from `hint` on first: members tend to come in
    /// the order of the specification.
    func index(of name: String, from hint: Int = 0) -> Int? {
        fields[hint...].firstIndex { $0.name == name }
            ?? fields[..<hint].firstIndex { $0.name == name }
    }
}
