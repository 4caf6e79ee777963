/// A text that differs from another in some strings and numbers only, which may be longer or
/// shorter. Its names, and what is inside what, are those of the other.
@usableFromInline
package final class JSONVariation: Sendable {
    fileprivate struct Change {
        let node: Int
        /// Its bytes here, quotes included.
        let range: Range<Int>
    }

    /// The text that it differs from.
    @usableFromInline package let original: JSONText
    @usableFromInline package let bytes: [UInt8]
    /// The places of the values that differ, in the order written.
    package let places: [JSONText.Place]
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
        changes.reserveCapacity(Self.changesMax)
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
        places = changes.map { JSONText.Place(node: $0.node) }
    }

    /// A text that does not differ from itself.
    package init(_ text: JSONText) {
        original = text
        bytes = text.bytes
        changes = []
        places = []
    }

    /// Returns the content of a string, or the spelling of any other value.
    package func string(at place: JSONText.Place) -> String {
        withContent(of: place) { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns a value inside others by the names of members; nil if there is none.
    package func value(at names: String...) -> JSONText.Place? {
        var place = original.root
        for name in names {
            guard let value = original.member(name, of: place) else { return nil }
            place = value
        }
        return place
    }

    /// Returns the text of a string; nil for every other value, and for none.
    package func text(at place: JSONText.Place?) -> String? {
        guard let place, original.kind(of: place) == .string else { return nil }
        return string(at: place)
    }

    /// Returns the number if it is spelled as an integer and fits into 64 bits; nil for every other
    /// value, and for none.
    package func integer(at place: JSONText.Place?) -> Int64? {
        guard let place, original.kind(of: place) == .number else { return nil }
        return Int64(string(at: place))
    }

    /// Calls a closure with the content of a string in UTF-8, or with the spelling of any other
    /// value.
    @inlinable
    package func withContent<Result>(
        of place: JSONText.Place, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        guard let range = changedContent(of: place) else {
            return original.withContent(of: place, body)
        }
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Returns the position of the content of a value that differs; nil for every other.
    @usableFromInline
    func changedContent(of place: JSONText.Place) -> Range<Int>? {
        for change in changes where change.node == place.node {
            guard original.kind(of: place) == .string else { return change.range }
            return (change.range.lowerBound + 1)..<(change.range.upperBound - 1)
        }
        return nil
    }

    /// The text itself, with the positions of its values.
    package var text: JSONText {
        JSONText(bytes, movedNodes(), isCompact: original.isCompact)
    }

    private func movedNodes() -> [JSONNode] {
        var nodes = original.nodes
        // The number of bytes by which each change moves the values behind it.
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

/// A copy of a text under way, in which strings, numbers, words and the names of members are
/// replaced. Of the rest only the escapes of strings may be spelled differently.
package struct JSONCopy {
    private let text: JSONVariation
    /// The end of the bytes that were copied. All between two replaced values is copied at once.
    private var copied = 0
    private var change = 0
    /// The number of bytes by which the changes so far move what is behind them.
    private var shift = 0

    package init(of text: JSONVariation, in writer: inout JSONWriter) {
        self.text = text
        writer.separate()
    }

    /// Writes a value or a name otherwise, and what precedes it as it is. To be called in the order
    /// written, and for all places that are `isRespelled`.
    ///
    /// - Parameter string: nil to leave it as it is.
    package mutating func replace(
        _ place: JSONText.Place, by string: String?, in writer: inout JSONWriter
    ) {
        let original = text.original
        let isEscaped = original.kind(of: place) == .string && !original.nodes[place.node].isPlain
        let new = string ?? (isEscaped ? original.string(at: place) : nil)
        guard new != nil || !original.isCompact else { return }
        let range = range(of: place)
        writer.append(copied..<range.lowerBound, of: text)
        if let new { writer.bytes.appendQuoted(new) } else { writer.bytes += text.bytes[range] }
        copied = range.upperBound
    }

    /// Writes the rest of the text.
    package mutating func end(in writer: inout JSONWriter) {
        writer.append(copied..<text.bytes.count, of: text)
    }

    private mutating func range(of place: JSONText.Place) -> Range<Int> {
        let nodes = text.original.nodes
        while change < text.changes.count, text.changes[change].node <= place.node {
            let (node, range) = (text.changes[change].node, text.changes[change].range)
            if node == place.node { return range }
            shift = range.upperBound - nodes[node].range.upperBound
            change += 1
        }
        let range = nodes[place.node].range
        return (range.lowerBound + shift)..<(range.upperBound + shift)
    }
}

extension JSONWriter {
    /// Appends bytes of a text: any if it is compact, else only those between scalars and names,
    /// which loses their white space.
    fileprivate mutating func append(_ range: Range<Int>, of text: JSONVariation) {
        guard !text.original.isCompact else { return bytes.append(contentsOf: text.bytes[range]) }
        for byte in text.bytes[range] where byte > JSONByte.space { bytes.append(byte) }
    }
}
