extension JSONText {
    /// A value as it was written, but for white space between values and for these changes to
    /// its members, of which each has another name.
    func copy(of place: Place, with changes: [JSONChange]) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(nodes[place.node].range.count + Self.changeBytes * changes.count)
        guard kind(of: place) == .object, !changes.isEmpty else {
            append(place, to: &copy)
            return copy
        }
        let names = changes.map(\.name)
        var isDone = changes.map { _ in false }
        copy.append(ASCII.openBrace)
        for member in members(of: place) {
            let index = index(ofStringAt: member.name, in: names, from: 0)
            if let index {
                isDone[index] = true
                if case .removal = changes[index].kind { continue }
            }
            begin(member.name, in: &copy)
            append(member.value, changedBy: index.map { changes[$0].kind }, to: &copy)
        }
        for (change, isDone) in zip(changes, isDone) where !isDone { append(change, to: &copy) }
        copy.append(ASCII.closeBrace)
        return copy
    }

    /// Room for a change.
    private static let changeBytes = 160

    private static func separate(_ copy: inout [UInt8]) {
        if copy.last != ASCII.openBrace, copy.last != ASCII.openBracket {
            copy.append(ASCII.comma)
        }
    }

    /// Begins a member that has this name.
    private func begin(_ name: Place, in copy: inout [UInt8]) {
        Self.separate(&copy)
        append(name, to: &copy)
        copy.append(ASCII.colon)
    }

    /// Adds a member that was not there.
    private func append(_ change: JSONChange, to copy: inout [UInt8]) {
        let value: JSON
        switch change.kind {
        case .removal: return
        case .value(let new): value = new
        case .items(let items): value = .array(items)
        }
        Self.separate(&copy)
        JSON.string(change.name).encode(into: &copy)
        copy.append(ASCII.colon)
        value.encode(into: &copy)
    }

    private func append(
        _ place: Place, changedBy change: JSONChange.Kind?, to copy: inout [UInt8]
    ) {
        switch change {
        case .value(let value):
            value.encode(into: &copy)
        case .items(let items) where kind(of: place) == .array:
            append(place, to: &copy)
            copy.removeLast()
            for item in items {
                Self.separate(&copy)
                item.encode(into: &copy)
            }
            copy.append(ASCII.closeBracket)
        default:
            append(place, to: &copy)
        }
    }

    private func append(_ place: Place, to copy: inout [UInt8]) {
        let node = nodes[place.node]
        switch node.kind {
        case .object where !isCompact:
            copy.append(ASCII.openBrace)
            for member in members(of: place) {
                begin(member.name, in: &copy)
                append(member.value, to: &copy)
            }
            copy.append(ASCII.closeBrace)
        case .array where !isCompact:
            copy.append(ASCII.openBracket)
            for item in items(of: place) {
                Self.separate(&copy)
                append(item, to: &copy)
            }
            copy.append(ASCII.closeBracket)
        default:
            copy.append(contentsOf: bytes[node.range])
        }
    }
}
