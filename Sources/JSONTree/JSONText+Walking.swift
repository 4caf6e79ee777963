extension JSONText {
    /// The elements of an array, in the order written.
    public struct Items: Sequence, IteratorProtocol {
        private let text: JSONText
        private var node: Int
        private let end: Int

        /// Whatever stands directly inside a value of this kind; nothing inside any other.
        fileprivate init(inside place: Place, ifKind kind: JSONKind, of text: JSONText) {
            self.text = text
            node = place.node + 1
            end = text.kind(of: place) == kind ? Int(text.nodes[place.node].next) : 0
        }

        /// The next element; nil behind the last.
        public mutating func next() -> Place? {
            guard node < end else { return nil }
            defer { node = Int(text.nodes[node].next) }
            return Place(node: node)
        }
    }

    /// The members of an object, in the order written.
    public struct Members: Sequence, IteratorProtocol {
        /// Names and values in turn.
        fileprivate var parts: Items

        /// The next member; nil behind the last.
        public mutating func next() -> (name: Place, value: Place)? {
            guard let name = parts.next(), let value = parts.next() else { return nil }
            return (name, value)
        }
    }

    /// The members of an object; none for every other value.
    public func members(of place: Place) -> Members {
        Members(parts: Items(inside: place, ifKind: .object, of: self))
    }

    /// The elements of an array; none for every other value.
    public func items(of place: Place) -> Items {
        Items(inside: place, ifKind: .array, of: self)
    }

    /// The value of an object's member; nil if there is none, or if this is no object.
    public func member(_ name: String, of place: Place) -> Place? {
        guard kind(of: place) == .object else { return nil }
        var node = place.node + 1
        while node < nodes[place.node].next {
            if string(at: Place(node: node), is: name) { return Place(node: node + 1) }
            node = Int(nodes[node + 1].next)
        }
        return nil
    }

    /// The way to a value from the root: member names, and element numbers from 0.
    public func path(to place: Place) -> [JSONStep] {
        var path: [JSONStep] = []
        var node = 0
        while node < place.node {
            let isInside = { (child: Place) in self.nodes[child.node].next > place.node }
            switch nodes[node].kind {
            case .object:
                guard
                    let member = members(of: Place(node: node)).first(where: { isInside($0.value) })
                else { return path }
                path.append(.name(string(at: member.name)))
                node = member.value.node
            case .array:
                let items = items(of: Place(node: node)).enumerated()
                guard let item = items.first(where: { isInside($0.element) }) else { return path }
                path.append(.index(item.offset))
                node = item.element.node
            default:
                return path
            }
        }
        return path
    }
}
