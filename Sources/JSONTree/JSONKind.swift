/// The kinds of values (RFC 8259 section 3).
@usableFromInline
package enum JSONKind: UInt8, Sendable {
    case null
    case bool
    case number
    case string
    case array
    case object
}
