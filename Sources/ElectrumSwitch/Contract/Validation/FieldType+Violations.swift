import JSONTree

extension FieldType {
    /// Returns the violation of a value as a whole, its members and elements aside; nil if there is
    /// none.
    ///
    /// The wording is that of bean validation where contract.md 4.1 has one.
    func violation(ofValueAt place: JSONText.Place, in message: JSONText) -> String? {
        switch (self, message.kind(of: place)) {
        case (_, .null):
            "may not be null"
        case (.string(let rule), .string), (.stringOrNumber(let rule), .string),
            (.stringOrNumber(let rule), .number):
            rule.violation(ofValueAt: place, in: message)
        case (.dateTime, .string):
            message.content(of: place, satisfies: DateTimeForm.fits) ? nil : demand
        case (.email, .string):
            message.content(of: place, satisfies: EmailForm.fits) ? nil : demand
        case (.enumeration(let enumeration), .string):
            enumeration.contains(place, of: message) ? nil : demand
        case (.int32, .number):
            message.integer(at: place).flatMap(Int32.init(exactly:)) == nil ? demand : nil
        case (.int64, .number):
            message.integer(at: place) == nil ? demand : nil
        case (.uuid, .string), (.double, .number), (.boolean, .bool), (.array, .array),
            (.object, .object), (.choice, .object), (.map, .object):
            nil
        default:
            demand
        }
    }

    /// The constraint that the value has to meet.
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
    fileprivate func violation(
        ofValueAt place: JSONText.Place, in message: JSONText
    ) -> String? {
        switch self {
        case .any:
            nil
        case .length(let bounds):
            bounds.contains(message.scalarCount(at: place))
                ? nil : "length must be between \(bounds.lowerBound) and \(bounds.upperBound)"
        case .pattern(let pattern):
            message.content(of: place) { pattern.matches($0) }
                ? nil : "must match \"\(pattern.text)\""
        }
    }
}
