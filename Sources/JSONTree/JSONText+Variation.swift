/// Reading a text by one that is known: a sender's texts mostly differ in a few values only.
extension JSONText {
    /// Returns the text of these bytes if it differs from this one in some strings and numbers
    /// only, none of which is longer or shorter. That costs a tenth of parsing it.
    ///
    /// - Parameter allows: asked about each value that differs, with the new text.
    /// - Returns: nil if more differs, or one value is not allowed. The bytes may be a text still.
    package func variant(
        _ bytes: [UInt8], ifEach allows: (_ value: Place, _ text: JSONText) -> Bool
    ) -> JSONText? {
        guard bytes.count == self.bytes.count else { return nil }
        let variant = JSONText(bytes, like: self)
        var position = 0
        var count = 0
        while let difference = variant.firstDifference(from: position, to: self, from: position) {
            let index = nodes.lastIndex(before: difference)
            let node = nodes[index]
            count += 1
            guard count <= Self.differencesMax,
                variant.end(ofLeafLike: node, at: Int(node.start)) == Int(node.end),
                allows(Place(node: index), variant)
            else { return nil }
            position = Int(node.end)
        }
        return variant
    }

    /// The most values in which variants differ: each is searched for.
    private static let differencesMax = 16

    /// Returns the position of the first byte that differs from the one in its place in another
    /// text, or that the other does not have.
    func firstDifference(
        from start: Int, to other: JSONText, from otherStart: Int
    ) -> Int? {
        bytes.withUnsafeBytes { bytes in
            other.bytes.withUnsafeBytes { others in
                let bytes = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let others = UnsafeRawBufferPointer(rebasing: others[otherStart...])
                let end = min(bytes.count, others.count)
                var position = 0
                // 32 bytes a time: most of a text is equal.
                while position &+ 32 <= end,
                    bytes.hasSameWord(as: others, at: position),
                    bytes.hasSameWord(as: others, at: position &+ 8),
                    bytes.hasSameWord(as: others, at: position &+ 16),
                    bytes.hasSameWord(as: others, at: position &+ 24)
                {
                    position &+= 32
                }
                while position &+ 8 <= end, bytes.hasSameWord(as: others, at: position) {
                    position &+= 8
                }
                while position < end, bytes[position] == others[position] { position &+= 1 }
                guard position == end, bytes.count == others.count else { return start + position }
                return nil
            }
        }
    }

    /// Returns the end of the plain string or the number that begins at a position, where a similar
    /// text has one; nil if there is none, or it is the name of a member.
    func end(ofLeafLike node: JSONNode, at start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            switch node.kind {
            case .string where node.isASCII:
                guard start < bytes.count, bytes[start] == JSONByte.quote else { return nil }
                let run = PlainRun(in: bytes, from: start + 1)
                guard run.isASCII, run.end < bytes.count, bytes[run.end] == JSONByte.quote else {
                    return nil
                }
                let end = run.end + 1
                let next = bytes[end...].first { $0 > JSONByte.space }
                return next == JSONByte.colon ? nil : end
            case .number:
                var parser = JSONParser(bytes: bytes, limits: JSONLimits())
                parser.position = start
                return (try? parser.takeNumber()) == nil ? nil : parser.position
            case .string, .null, .bool, .array, .object:
                return nil
            }
        }
    }
}

extension [JSONNode] {
    /// Returns the index of the last node that begins at a position or before it; the first begins
    /// before every position in which two texts can differ and be variants.
    func lastIndex(before position: Int) -> Int {
        withUnsafeBufferPointer { nodes in
            var (low, high) = (0, nodes.count)
            while high &- low > 1 {
                let middle = (low &+ high) &>> 1
                if Int(nodes[middle].start) <= position { low = middle } else { high = middle }
            }
            return low
        }
    }
}
