/// A step on the way to a value inside another.
package enum JSONStep: Sendable, Equatable {
    /// To the member of this name.
    case name(String)
    /// To an element, counted from 0.
    case index(Int)
}

extension JSONText {
    /// An iteration over the direct parts of a value: the elements of an array; the names and
    /// values of an object in turn.
    @usableFromInline
    package struct Parts {
        @usableFromInline var node: Int
        @usableFromInline let end: Int

        @inlinable
        init(from node: Int, to end: UInt32) {
            self.node = node
            self.end = Int(end)
        }

        /// Returns the next part; nil at the end.
        ///
        /// - Parameter text: the text in which the iteration began.
        @inlinable
        package mutating func next(in text: JSONText) -> Place? {
            guard node < end else { return nil }
            let place = Place(node: node)
            node = Int(text.nodes[node].next)
            return place
        }
    }

    /// Returns the parts of a value of this kind; none for any other.
    @inlinable
    package func parts(of place: Place, ifKind kind: JSONKind) -> Parts {
        let node = nodes[place.node]
        return Parts(from: place.node + 1, to: node.kind == kind ? node.next : 0)
    }

    /// The elements of an array, in the order written.
    package struct Items: Sequence, IteratorProtocol {
        fileprivate let text: JSONText
        fileprivate var parts: Parts

        /// The next element; nil behind the last.
        package mutating func next() -> Place? {
            parts.next(in: text)
        }
    }

    /// The members of an object, in the order written.
    package struct Members: Sequence, IteratorProtocol {
        fileprivate let text: JSONText
        fileprivate var parts: Parts

        /// The next member; nil behind the last.
        package mutating func next() -> (name: Place, value: Place)? {
            guard let name = parts.next(in: text), let value = parts.next(in: text) else {
                return nil
            }
            return (name, value)
        }
    }

    /// The members of an object; none for every other value.
    package func members(of place: Place) -> Members {
        Members(text: self, parts: parts(of: place, ifKind: .object))
    }

    /// The elements of an array; none for every other value.
    package func items(of place: Place) -> Items {
        Items(text: self, parts: parts(of: place, ifKind: .array))
    }

    /// Returns the value of an object's member; nil if there is none or this is not an object.
    package func member(_ name: String, of place: Place) -> Place? {
        var name = name
        return name.withUTF8 { member(UnsafeRawBufferPointer($0), of: place) }
    }

    /// Returns the value of an object's member; nil if there is none or this is not an object.
    package func member(_ name: StaticString, of place: Place) -> Place? {
        name.withUTF8Buffer { member(UnsafeRawBufferPointer($0), of: place) }
    }

    private func member(_ wanted: UnsafeRawBufferPointer, of place: Place) -> Place? {
        let key = JSONName.Key(of: 0..<wanted.count, in: wanted)
        return bytes.withUnsafeBytes { bytes in
            nodes.withUnsafeBufferPointer { nodes in
                let object = nodes[place.node]
                var index = place.node + 1
                let end = object.kind == .object ? Int(object.next) : index
                while index < end {
                    let (name, value) = (nodes[index], index &+ 1)
                    let isWanted =
                        name.isPlain
                        ? key.fits(name, spelling: wanted, in: bytes)
                        : unescaped(name).elementsEqual(wanted)
                    if isWanted { return Place(node: value) }
                    index = Int(nodes[value].next)
                }
                return nil
            }
        }
    }

    /// Returns the path to a value from the root: member names, and element numbers from 0.
    package func path(to place: Place) -> [JSONStep] {
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
