extension JSONText {
    /// Returns a value as a tree.
    func tree(at place: Place) -> JSON {
        switch kind(of: place) {
        case .null: .null
        case .bool: .bool(bytes[nodes[place.node].range.lowerBound] == UInt8(ascii: "t"))
        case .number: .number(JSONNumber(checked: string(at: place)))
        case .string: .string(string(at: place))
        case .array: .array(items(of: place).map(tree))
        case .object: .object(JSONObject(checked: members(of: place).map(member)))
        }
    }

    private func member(_ member: (name: Place, value: Place)) -> JSONObject.Member {
        JSONObject.Member(name: string(at: member.name), value: tree(at: member.value))
    }
}
