/// A text that differs from another in some strings and numbers only, which may be longer or
/// shorter. Its names, and what is inside what, are those of the other.
package struct JSONVariation: Sendable {
    fileprivate struct Change {
        let node: Int
        /// Its bytes here, quotes included.
        let range: Range<Int>
    }

    /// The text that it differs from.
    package let original: JSONText
    package let bytes: [UInt8]
    fileprivate let changes: [Change]

    /// The most values in which a text may differ.
    private static let changesMax = 32

    /// Compares bytes with a text.
    ///
    /// - Returns: nil if they differ in more, or in too many values. The bytes may be a text still.
    package init?(_ bytes: [UInt8], of original: JSONText) {
        guard bytes.count <= UInt32.max else { return nil }
        let (new, nodes) = (JSONText(bytes, like: original), original.nodes)
        var changes: [Change] = []
        var (position, originalPosition) = (0, 0)
        while let difference = new.firstDifference(
            from: position, to: original, from: originalPosition)
        {
            // A number may go on where that of the other ends.
            let node = nodes.lastIndex(before: difference + originalPosition - position)
            let start = nodes[node].range.lowerBound + position - originalPosition
            let isNext = changes.last.map { $0.node < node } ?? true
            guard isNext, start <= difference, changes.count < Self.changesMax,
                let end = new.end(ofLeafLike: nodes[node], at: start)
            else { return nil }
            changes.append(Change(node: node, range: start..<end))
            (position, originalPosition) = (end, nodes[node].range.upperBound)
        }
        self.original = original
        self.bytes = bytes
        self.changes = changes
    }

    /// A text that does not differ from itself.
    package init(_ text: JSONText) {
        (original, bytes, changes) = (text, text.bytes, [])
    }

    /// The places of the values that differ, in the order written.
    package var places: [JSONText.Place] { changes.map { JSONText.Place(node: $0.node) } }

    /// Returns the content of a string, or the spelling of any other value.
    package func string(at place: JSONText.Place) -> String {
        withContent(of: place) { String(decoding: $0, as: UTF8.self) }
    }

    /// Calls a closure with the content of a string in UTF-8, or with the spelling of any other
    /// value.
    package func withContent<Result>(
        of place: JSONText.Place, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard let change = changes.first(where: { $0.node == place.node }) else {
            return original.withContent(of: place, body)
        }
        var range = change.range
        if original.kind(of: place) == .string {
            range = (range.lowerBound + 1)..<(range.upperBound - 1)
        }
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The text itself, with the positions of its values.
    package var text: JSONText {
        JSONText(bytes, movedNodes(), isCompact: original.isCompact)
    }

    private func movedNodes() -> [JSONNode] {
        var nodes = original.nodes
        // How far the values behind each change are moved.
        let shifts = changes.map { $0.range.upperBound - nodes[$0.node].range.upperBound }
        guard shifts.contains(where: { $0 != 0 }) else { return nodes }
        var (next, shift) = (0, 0)
        for index in nodes.indices {
            var (last, endShift) = (next, shift)
            // A value ends behind all changes inside it, and may be one itself.
            while last < changes.count, changes[last].node < Int(nodes[index].next) {
                endShift = shifts[last]
                last += 1
            }
            nodes[index].move(start: shift, end: endShift)
            if last > next, changes[next].node == index { (next, shift) = (next + 1, endShift) }
        }
        return nodes
    }
}

extension JSONWriter {
    /// A place in a text, and the string to write there; nil to leave it as it is.
    package typealias Replacement = (place: JSONText.Place, string: String?)

    /// Writes a copy of a text, in which strings, numbers, words and the names of members are
    /// replaced. Of the rest only the escapes of strings may be spelled differently.
    ///
    /// - Parameter replacements: in the order written, with all places that are `isRespelled`.
    package mutating func text(_ text: JSONVariation, replacing replacements: [Replacement]) {
        separate()
        let original = text.original
        var changes = text.changes[...]
        // How far the bytes behind the latest change are moved.
        var shift = 0
        func range(of node: Int) -> Range<Int> {
            let range = original.nodes[node].range
            while let change = changes.first, change.node <= node {
                if change.node == node { return change.range }
                shift = change.range.upperBound - original.nodes[change.node].range.upperBound
                changes.removeFirst()
            }
            return (range.lowerBound + shift)..<(range.upperBound + shift)
        }
        // Everything between two replaced values is copied at once.
        var copied = original.nodes[0].range.lowerBound
        for (place, string) in replacements {
            let isText = original.kind(of: place) == .string && !original.nodes[place.node].isPlain
            let new = string ?? (isText ? original.string(at: place) : nil)
            guard new != nil || !original.isCompact else { continue }
            let range = range(of: place.node)
            append(copied..<range.lowerBound, of: text)
            if let new { bytes.appendQuoted(new) } else { bytes += text.bytes[range] }
            copied = range.upperBound
        }
        let shiftOfAll = text.bytes.count - original.bytes.count
        append(copied..<(original.nodes[0].range.upperBound + shiftOfAll), of: text)
    }

    /// Appends bytes of a text: any if it is compact, else only those between scalars and names,
    /// which loses their white space.
    private mutating func append(_ range: Range<Int>, of text: JSONVariation) {
        guard !text.original.isCompact else { return bytes.append(contentsOf: text.bytes[range]) }
        for byte in text.bytes[range] where byte > JSONByte.space { bytes.append(byte) }
    }
}
