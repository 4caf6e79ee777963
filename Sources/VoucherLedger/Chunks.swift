/// A list that grows in small steps: a plain array moves all its elements when it doubles, and with
/// a million of them every request would wait. Elements that are removed leave their places empty.
struct Chunks<Element: Sendable>: Sendable {
    /// All but the last have `chunkLength` places, or none when all their elements were removed.
    private var chunks: [[Element?]] = []
    /// The number of places.
    private(set) var count = 0

    static var chunkLength: Int { 64 }

    /// The number of chunks that `removeAll` knows.
    var chunkCount: Int { chunks.count }

    mutating func append(_ element: consuming Element) {
        if count % Self.chunkLength == 0 {
            chunks.append([])
            // The first one grows with its elements, since many lists stay short.
            if count > 0 { chunks[chunks.count - 1].reserveCapacity(Self.chunkLength) }
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    /// The element at a place, from 0; nil if it was removed.
    subscript(place: Int) -> Element? {
        get {
            let (chunk, index) = place.quotientAndRemainder(dividingBy: Self.chunkLength)
            return chunks[chunk].isEmpty ? nil : chunks[chunk][index]
        }
        set {
            let (chunk, index) = place.quotientAndRemainder(dividingBy: Self.chunkLength)
            chunks[chunk][index] = newValue
        }
    }

    /// Returns what a closure says about the element at a place, without a copy of it; nil if there
    /// is none.
    func look<Result>(at place: Int, _ body: (borrowing Element) -> Result) -> Result? {
        let (chunk, index) = place.quotientAndRemainder(dividingBy: Self.chunkLength)
        return chunks[chunk].withUnsafeBufferPointer { elements in
            guard index < elements.count else { return nil }
            switch elements[index] {
            case let element?: return body(element)
            case nil: return nil
            }
        }
    }

    /// Removes elements of one chunk, and its places if none is left; returns them.
    mutating func removeAll(
        in chunk: Int, where isUnwanted: (_ place: Int, Element) -> Bool
    ) -> [(place: Int, element: Element)] {
        var removed: [(place: Int, element: Element)] = []
        for index in chunks[chunk].indices {
            let place = chunk * Self.chunkLength + index
            guard let element = chunks[chunk][index], isUnwanted(place, element) else { continue }
            removed.append((place, element))
            chunks[chunk][index] = nil
        }
        let isFull = chunks[chunk].count == Self.chunkLength
        if isFull, chunks[chunk].allSatisfy({ $0 == nil }) { chunks[chunk] = [] }
        return removed
    }
}
