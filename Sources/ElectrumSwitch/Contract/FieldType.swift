/// The type of a field's value.
// Indirect throughout, because the validator copies one for every value.
indirect enum FieldType: Sendable {
    case string(TextRule = .any)
    /// A string; a number is accepted and becomes its spelling (contract.md 4.6).
    case stringOrNumber(TextRule)
    /// 8-4-4-4-12 hexadecimal digits; version and variant are not checked.
    case uuid
    /// RFC 3339.
    case dateTime
    case email
    case int32
    case int64
    case double
    case boolean
    case enumeration(Enumeration)
    case object(Schema)
    case choice(Choice)
    case array(FieldType)
    /// An object with names of the sender's choice and values of one type.
    case map(FieldType)
}
