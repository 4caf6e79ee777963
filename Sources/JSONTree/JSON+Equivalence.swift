extension JSON {
    /// Whether both say the same, whatever the order of members and the spelling of integers.
    public func isEquivalent(to other: JSON) -> Bool {
        switch (self, other) {
        case (.number(let number), .number(let twin)):
            return number == twin || (number.integer.map { $0 == twin.integer } ?? false)
        case (.array(let items), .array(let twins)):
            return items.count == twins.count
                && zip(items, twins).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let object), .object(let twin)):
            return object.members.count == twin.members.count
                && zip(object.sorted, twin.sorted).allSatisfy { member, twin in
                    member.hasName(twin.name) && member.value.isEquivalent(to: twin.value)
                }
        default:
            return self == other
        }
    }
}

extension JSONObject {
    fileprivate var sorted: [Member] {
        members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
