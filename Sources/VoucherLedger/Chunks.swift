/// A list that grows in small steps: a plain array moves all its elements when it doubles, and with
/// a million of them every request would wait.
struct Chunks<Element: Sendable>: Sendable {
    private var chunks: [[Element]] = []

    private static var chunkLength: Int { 4096 }

    mutating func append(_ element: Element) {
        if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkLength {
            chunks.append([])
            chunks[chunks.count - 1].reserveCapacity(Self.chunkLength)
        }
        chunks[chunks.count - 1].append(element)
    }
}

extension Chunks: RandomAccessCollection {
    var startIndex: Int { 0 }

    var endIndex: Int {
        chunks.last.map { (chunks.count - 1) * Self.chunkLength + $0.count } ?? 0
    }

    subscript(position: Int) -> Element {
        chunks[position / Self.chunkLength][position % Self.chunkLength]
    }
}
