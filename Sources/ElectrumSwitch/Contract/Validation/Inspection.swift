import JSONTree

/// One walk through a message along its table.
struct Inspection {
    private let message: JSONText
    private let unknownFields: Validator.UnknownFields
    private(set) var violations: Violations
    /// True if the message is already as `Schema.normalised` would make it.
    private(set) var isNormal = true
    /// Members that the specification requires, the switch does not, and the message lacks.
    private(set) var tolerated: [String] = []

    init(of message: JSONText, unknownFields: Validator.UnknownFields, violations: Violations) {
        self.message = message
        self.unknownFields = unknownFields
        self.violations = violations
    }

    mutating func inspect(_ object: JSONText.Place, against schema: Schema) {
        var present: UInt64 = 0
        var parts = message.parts(of: object, ifKind: .object)
        while let name = parts.next(in: message), let value = parts.next(in: message) {
            guard let index = schema.index(ofNameAt: name, in: message) else {
                if unknownFields == .refuse, !schema.isOpen { reportUnknown(name) }
                continue
            }
            guard message.kind(of: value) != .null else {
                isNormal = false
                continue
            }
            present |= 1 << UInt64(index)
            if schema.quickChecks[index].passes(value, of: message) { continue }
            inspect(value, against: schema.fields[index].type)
        }
        let tolerable = schema.paperFields & ~present
        if tolerable != 0 { tolerate(tolerable, of: schema) }
        let missing = schema.requiredFields & ~present
        guard missing != 0 else { return }
        for (index, field) in schema.fields.enumerated() where missing >> UInt64(index) & 1 == 1 {
            reportMissing(
                field.name, in: object, field.presence == .requiredLast ? .identifiers : .values)
        }
    }

    private mutating func tolerate(_ missing: UInt64, of schema: Schema) {
        for (index, field) in schema.fields.enumerated()
        where missing >> UInt64(index) & 1 == 1 && tolerated.count < Self.toleratedMax {
            tolerated.append("the published \(schema.name) requires \(field.name)")
        }
    }

    /// The most tolerated violations that are listed: a list may lack the same member in every
    /// element.
    private static let toleratedMax = 8

    private mutating func inspect(_ object: JSONText.Place, against choice: Choice) {
        guard let tag = message.member(Choice.discriminator, of: object),
            message.kind(of: tag) != .null
        else { return reportMissing(Choice.discriminator, in: object, .values) }
        guard let schema = choice.schema(forTagAt: tag, in: message) else {
            return inspect(tag, against: .enumeration(choice.tags))
        }
        inspect(object, against: schema)
    }

    private mutating func inspect(_ value: JSONText.Place, against type: FieldType) {
        switch (type, message.kind(of: value)) {
        case (.object(let schema), .object):
            inspect(value, against: schema)
        case (.choice(let choice), .object):
            inspect(value, against: choice)
        case (.array(let type), .array):
            for item in message.items(of: value) { inspect(item, against: type) }
        case (.map(let type), .object):
            for member in message.members(of: value) {
                if message.kind(of: member.value) == .null {
                    isNormal = false
                } else {
                    inspect(member.value, against: type)
                }
            }
        case (.uuid, .string):
            if !message.content(of: value, satisfies: UUIDForm.fits) { reportUUID() }
        case (.stringOrNumber, .number):
            isNormal = false
            fallthrough
        default:
            if let violation = type.violation(ofValueAt: value, in: message) {
                report(violation, of: value)
            }
        }
    }

    private mutating func report(_ violation: String, of value: JSONText.Place) {
        violations.add(at: .values) { [message] in "\(message.pathText(to: value)) \(violation)" }
    }

    private mutating func reportMissing(
        _ name: String, in object: JSONText.Place, _ stage: Violations.Stage
    ) {
        violations.add(at: stage) { [message] in
            let path = message.pathText(to: object)
            return "\(path.isEmpty ? name : "\(path).\(name)") may not be null"
        }
    }

    /// Reports an unknown member without its path, as contract.md 4.1 has it.
    private mutating func reportUnknown(_ name: JSONText.Place) {
        violations.add(at: .unknownFields) { [message] in
            "Unrecognized field '\(message.string(at: name).shortened)'"
        }
    }

    /// Reports a UUID without its path, as contract.md 4.1 has it.
    private mutating func reportUUID() {
        violations.add(at: .uuids) { UUIDForm.violation }
    }
}

extension JSONText {
    /// Returns the path to a value: `tenders[0].amount.currency`.
    fileprivate func pathText(to place: Place) -> String {
        path(to: place).reduce(into: "") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .name(let name): text += text.isEmpty ? name.shortened : ".\(name.shortened)"
            }
        }
    }
}

extension String {
    /// The text shortened: names are the sender's, and none may fill the answer.
    fileprivate var shortened: String {
        let head = unicodeScalars.prefix(80)
        return head.endIndex == endIndex ? self : "\(String(head))…"
    }
}
