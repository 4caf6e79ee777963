import JSONTree

extension FieldType {
    /// What is wrong with a value as a whole, its members and elements aside; nil if nothing is.
    ///
    /// The wording is bean validation's where contract.md 4.1 has one.
    func violation(of value: JSON) -> String? {
        switch (self, value) {
        case (_, .null):
            "may not be null"
        case (.string(let rule), .string(let text)), (.stringOrNumber(let rule), .string(let text)):
            rule.violation(of: text)
        case (.stringOrNumber(let rule), .number(let number)):
            rule.violation(of: number.spelling)
        case (.dateTime, .string(let text)):
            DateTimeForm.fits(text) ? nil : demand
        case (.email, .string(let text)):
            EmailForm.fits(text) ? nil : demand
        case (.enumeration(let enumeration), .string(let text)):
            enumeration.values.contains(text) ? nil : demand
        case (.int32, .number(let number)):
            number.integer.flatMap(Int32.init(exactly:)) == nil ? demand : nil
        case (.int64, .number(let number)):
            number.integer == nil ? demand : nil
        case (.uuid, .string), (.double, .number), (.boolean, .bool), (.array, .array),
            (.object, .object), (.choice, .object), (.map, .object):
            nil
        default:
            demand
        }
    }

    /// What the value must be.
    private var demand: String {
        switch self {
        case .string, .stringOrNumber, .uuid: "must be a string"
        case .dateTime: "must be a date-time such as 2026-01-28T10:41:29.123Z"
        case .email: "not a well-formed email address"
        case .int32: "must be an integer between \(Int32.min) and \(Int32.max)"
        case .int64: "must be an integer between \(Int64.min) and \(Int64.max)"
        case .double: "must be a number"
        case .boolean: "must be true or false"
        case .enumeration(let enumeration):
            "must be one of \(enumeration.values.joined(separator: ", "))"
        case .object, .choice, .map: "must be an object"
        case .array: "must be an array"
        }
    }
}

extension TextRule {
    fileprivate func violation(of text: String) -> String? {
        switch self {
        case .any:
            nil
        case .length(let bounds):
            bounds.contains(text.unicodeScalars.count)
                ? nil : "length must be between \(bounds.lowerBound) and \(bounds.upperBound)"
        case .pattern(let pattern):
            pattern.matches(text) ? nil : "must match \"\(pattern.text)\""
        }
    }
}
