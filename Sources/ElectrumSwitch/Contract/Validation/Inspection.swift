import JSONTree

/// One walk through a message, in step with its table.
struct Inspection {
    private let message: JSON
    private let unknownFields: Validator.UnknownFields
    private(set) var violations: Violations
    /// Whether the message is as `Schema.normalised` would make it.
    private(set) var isNormal = true
    /// The places of the members and elements that lead to the present value. They become a path
    /// only when there is something to report.
    private var places: [Int] = []

    init(of message: JSON, unknownFields: Validator.UnknownFields, violations: Violations) {
        self.message = message
        self.unknownFields = unknownFields
        self.violations = violations
    }

    mutating func inspect(_ object: JSONObject, against schema: Schema) {
        var present: UInt64 = 0
        var expected = 0
        for (place, member) in object.members.enumerated() {
            guard let index = schema.index(of: member.name, from: expected) else {
                if unknownFields == .refuse, !schema.isOpen { reportUnknown(member.name) }
                continue
            }
            expected = index + 1
            guard !member.value.isNull else {
                isNormal = false
                continue
            }
            present |= 1 << UInt64(index)
            inspect(member.value, at: place, against: schema.fields[index].type)
        }
        let missing = schema.requiredFields & ~present
        guard missing != 0 else { return }
        for (index, field) in schema.fields.enumerated() where missing >> UInt64(index) & 1 == 1 {
            reportMissing(field.name, at: field.presence == .requiredLast ? .identifiers : .values)
        }
    }

    private mutating func inspect(_ object: JSONObject, against choice: Choice) {
        let place = object.members.firstIndex {
            $0.name == Choice.discriminator && !$0.value.isNull
        }
        guard let place else { return reportMissing(Choice.discriminator, at: .values) }
        let tag = object.members[place].value
        guard let schema = choice.schema(for: tag) else {
            return inspect(tag, at: place, against: .enumeration(choice.tags))
        }
        inspect(object, against: schema)
    }

    private mutating func inspect(_ value: JSON, at place: Int, against type: FieldType) {
        places.append(place)
        defer { places.removeLast() }
        switch (type, value) {
        case (.object(let schema), .object(let object)):
            inspect(object, against: schema)
        case (.choice(let choice), .object(let object)):
            inspect(object, against: choice)
        case (.array(let type), .array(let items)):
            for (place, item) in items.enumerated() {
                inspect(item, at: place, against: type)
            }
        case (.map(let type), .object(let object)):
            for (place, member) in object.members.enumerated() {
                if member.value.isNull {
                    isNormal = false
                } else {
                    inspect(member.value, at: place, against: type)
                }
            }
        case (.uuid, .string(let text)):
            if !UUIDForm.fits(text) { reportUUID() }
        default:
            if case (.stringOrNumber, .number) = (type, value) { isNormal = false }
            if let violation = type.violation(of: value) { report(violation) }
        }
    }

    private mutating func report(_ violation: String) {
        violations.add(at: .values) { [message, places] in
            "\(message.path(along: places)) \(violation)"
        }
    }

    private mutating func reportMissing(_ name: String, at stage: Violations.Stage) {
        violations.add(at: stage) { [message, places] in
            let path = message.path(along: places)
            return "\(path.isEmpty ? name : "\(path).\(name)") may not be null"
        }
    }

    /// Without its path, as contract.md 4.1 has it.
    private mutating func reportUnknown(_ name: String) {
        violations.add(at: .unknownFields) { "Unrecognized field '\(name.shortened)'" }
    }

    /// Without its path, as contract.md 4.1 has it.
    private mutating func reportUUID() {
        violations.add(at: .uuids) { UUIDForm.violation }
    }
}

extension JSON {
    /// The path along the members and elements at these places: `tenders[0].amount.currency`.
    fileprivate func path(along places: [Int]) -> String {
        var path = ""
        var value = self
        for place in places {
            if let items = value.items {
                path += "[\(place)]"
                value = items[place]
            } else if let member = value.members?.members[place] {
                path += path.isEmpty ? member.name.shortened : ".\(member.name.shortened)"
                value = member.value
            }
        }
        return path
    }
}

extension String {
    /// Names are the sender's: none of them shall fill the answer.
    fileprivate var shortened: String {
        let head = unicodeScalars.prefix(80)
        return head.endIndex == endIndex ? self : "\(String(head))…"
    }
}
