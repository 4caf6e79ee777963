import JSONTree

extension Schema {
    /// Returns the message as the switch understands and echoes it: without members of the table
    /// that are null (contract.md 1.1), and with numbers in place of strings as strings (4.6).
    ///
    /// For messages without violations; parts that do not match the table stay unchanged.
    func normalised(_ message: JSON) -> JSON {
        FieldType.object(self).normalised(message) ?? message
    }
}

extension FieldType {
    /// Returns the normalised value; nil if it is normal already.
    fileprivate func normalised(_ value: JSON) -> JSON? {
        switch (self, value) {
        case (.stringOrNumber, .number(let number)):
            .string(number.spelling)
        case (.object(let schema), .object(let object)):
            schema.normalised(object)
        case (.choice(let choice), .object(let object)):
            object[Choice.discriminator].flatMap(choice.schema)?.normalised(object)
        case (.array(let type), .array(let items)):
            type.normalised(items)
        case (.map(let type), .object(let object)):
            .object(
                JSONObject(
                    object.members.compactMap { member in
                        member.value.isNull
                            ? nil : (member.name, type.normalised(member.value) ?? member.value)
                    }))
        default:
            nil
        }
    }

    private func normalised(_ items: [JSON]) -> JSON? {
        var result: [JSON]?
        for (place, item) in items.enumerated() {
            guard let changed = normalised(item) else { continue }
            result = result ?? items
            result?[place] = changed
        }
        return result.map(JSON.array)
    }
}

extension Schema {
    fileprivate func normalised(_ object: JSONObject) -> JSON? {
        var result: JSONObject?
        for member in object.members {
            guard let index = index(of: member.name) else { continue }
            let changed = fields[index].type.normalised(member.value)
            guard member.value.isNull || changed != nil else { continue }
            result = result ?? object
            result?[member.name] = changed
        }
        return result.map(JSON.object)
    }
}
