/// What the value of a field may be.
// Indirect throughout, because the validator copies one for every value.
indirect enum FieldType: Sendable {
    case string(TextRule = .any)
    /// A string; a number in its place is taken for its spelling (contract.md 4.6).
    case stringOrNumber(TextRule)
    /// 8-4-4-4-12 hexadecimal digits; version and variant are not looked at.
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
    /// An object whose names are the sender's and whose values are alike.
    case map(FieldType)
}
