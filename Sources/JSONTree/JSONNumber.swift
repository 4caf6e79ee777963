/// A number as it was spelled: `1.0`, `-0` and `1e400` stay what they are.
package struct JSONNumber: Sendable, Equatable {
    /// The number in the grammar of RFC 8259, section 6.
    package let spelling: String

    /// A whole number.
    package init(_ value: Int64) {
        spelling = String(value)
    }

    /// A whole number.
    package init(_ value: Int) {
        spelling = String(value)
    }

    /// A number in the spelling given; nil if RFC 8259 does not allow it.
    package init?(spelling: String) {
        guard case .number(let number)? = try? JSON(parsing: spelling),
            number.spelling == spelling
        else { return nil }
        self = number
    }

    /// A number whose spelling the parser has checked.
    init(checked spelling: String) {
        self.spelling = spelling
    }

    /// The value if the spelling has neither fraction nor exponent and fits into 64 bits.
    package var integer: Int64? {
        Int64(spelling)
    }
}
