/// Bytes that are kept for long: whole, or as their difference from others that are kept as well.
/// The messages of a till differ in ids, times and amounts, and take a tenth of their length.
package struct KeptBytes: Sendable {
    /// The bytes themselves, unless there are changes.
    fileprivate let base: [UInt8]
    /// The number of bytes, then steps: how many bytes are copied from the base, how many follow
    /// here, how many of the base are passed over, and those that follow. Empty for bytes that are
    /// kept whole.
    private let changes: [UInt8]

    /// Keeps bytes whole.
    package init(_ bytes: [UInt8]) {
        base = bytes
        changes = []
    }

    /// Keeps the difference from other bytes; nil if it is not less than half as long.
    package init?(_ bytes: [UInt8], like base: [UInt8]) {
        let changes = bytes.withUnsafeBytes { new in
            base.withUnsafeBytes { base in
                withUnsafeTemporaryAllocation(byteCount: new.count / 2, alignment: 1) {
                    room -> [UInt8] in
                    var writer = DifferenceWriter(new: new, base: base, room: room)
                    guard writer.write() else { return [] }
                    return Array(UnsafeRawBufferPointer(rebasing: room[..<writer.count]))
                }
            }
        }
        guard !changes.isEmpty else { return nil }
        self.base = base
        self.changes = changes
    }

    /// True if nothing but the bytes themselves is needed.
    fileprivate var isWhole: Bool { changes.isEmpty }

    /// The number of bytes.
    package var count: Int {
        guard !isWhole else { return base.count }
        var reader = DifferenceReader(changes: changes)
        return reader.number()
    }

    /// The number of bytes that are kept for these alone.
    package var ownCount: Int { isWhole ? base.count : changes.count }

    /// The bytes as they were given.
    package var bytes: [UInt8] {
        guard !isWhole else { return base }
        var reader = DifferenceReader(changes: changes)
        let count = reader.number()
        return [UInt8](unsafeUninitializedCapacity: count) { room, initialized in
            initialized = reader.copy(to: UnsafeMutableRawBufferPointer(room), from: base)
        }
    }
}

extension KeptBytes: Equatable {
    /// Equal are bytes, however they are kept.
    package static func == (left: KeptBytes, right: KeptBytes) -> Bool {
        (left.changes == right.changes && left.base == right.base) || left.bytes == right.bytes
    }
}

/// The latest bytes that were kept whole, as bases of those to come.
package struct KeptBases: Sendable {
    /// Two for each class of lengths, the latest first.
    private var bases: [(first: [UInt8], second: [UInt8])] = []

    private static let classCount = 32
    private static let bytesPerClass = 32
    /// Shorter bytes are hardly longer than a difference; longer ones would hold too much memory
    /// when nothing but a difference is left of them.
    private static let lengths = 128...16_384

    /// No bases.
    package init() {}

    /// Returns bytes that are kept whole as they are to be kept from now on.
    package mutating func kept(_ whole: KeptBytes) -> KeptBytes {
        let bytes = whole.base
        guard whole.isWhole, Self.lengths.contains(bytes.count) else { return whole }
        if bases.isEmpty { bases = Array(repeating: ([], []), count: Self.classCount) }
        let index = bytes.count / Self.bytesPerClass % Self.classCount
        if let kept = KeptBytes(bytes, like: bases[index].first) { return kept }
        if let kept = KeptBytes(bytes, like: bases[index].second) { return kept }
        // An array with room to grow would keep the room.
        let hasRoom = bytes.capacity > bytes.count + Self.bytesPerClass
        let base = hasRoom ? bytes.withUnsafeBufferPointer { Array($0) } : bytes
        bases[index] = (base, bases[index].first)
        return KeptBytes(base)
    }
}

/// Finds the steps that make bytes of others. Where both differ it goes on behind the next quote of
/// each: messages with the same members in the same order have as many of them.
private struct DifferenceWriter {
    let new: UnsafeRawBufferPointer
    let base: UnsafeRawBufferPointer
    let room: UnsafeMutableRawBufferPointer
    /// The number of bytes that were written into the room.
    private(set) var count = 0

    /// The most bytes that a number takes.
    private static let numberBytesMax = 10

    init(
        new: UnsafeRawBufferPointer, base: UnsafeRawBufferPointer,
        room: UnsafeMutableRawBufferPointer
    ) {
        self.new = new
        self.base = base
        self.room = room
    }

    /// Writes the number of bytes and all steps; returns false if there is not enough room.
    mutating func write() -> Bool {
        guard room.count > Self.numberBytesMax else { return false }
        write(number: new.count)
        var (place, basePlace) = (0, 0)
        while place < new.count {
            let copied = new.equalCount(from: place, with: base, from: basePlace)
            place += copied
            basePlace += copied
            // Behind the end of the base nothing is copied any more.
            let next = basePlace == base.count ? new.count : nextQuote(in: new, from: place)
            let baseNext = nextQuote(in: base, from: basePlace)
            let own = next - place
            guard count + 3 * Self.numberBytesMax + own <= room.count else { return false }
            write(number: copied)
            write(number: own)
            write(number: baseNext - basePlace)
            UnsafeMutableRawBufferPointer(rebasing: room[count...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: new[place..<next]))
            count += own
            (place, basePlace) = (next, baseNext)
        }
        return true
    }

    /// Returns the place of the next quote, or the end.
    private func nextQuote(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard let first = bytes.baseAddress else { return start }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = UInt8(ascii: "\"")
        var place = start
        while place &+ 8 <= bytes.count {
            let rest = first.word(at: place) ^ (ones &* UInt64(quote))
            let found = (rest &- ones) & ~rest & (ones &* 0x80)
            guard found == 0 else { return place &+ found.trailingZeroBitCount / 8 }
            place &+= 8
        }
        while place < bytes.count, first.byte(at: place) != quote { place &+= 1 }
        return place
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    private mutating func write(number: Int) {
        var rest = number
        while rest > 0x7F {
            room[count] = UInt8(rest & 0x7F | 0x80)
            count += 1
            rest >>= 7
        }
        room[count] = UInt8(rest)
        count += 1
    }
}

/// Takes the steps that `DifferenceWriter` has found.
private struct DifferenceReader {
    let changes: [UInt8]
    private var place = 0

    init(changes: [UInt8]) {
        self.changes = changes
    }

    mutating func number() -> Int {
        var (number, shift) = (0, 0)
        while true {
            let byte = changes[place]
            place += 1
            number |= Int(byte & 0x7F) << shift
            guard byte > 0x7F else { return number }
            shift += 7
        }
    }

    /// Puts the bytes together; returns how many they are.
    mutating func copy(to room: UnsafeMutableRawBufferPointer, from base: [UInt8]) -> Int {
        var (count, basePlace) = (0, 0)
        func append(_ part: ArraySlice<UInt8>) {
            room[count..<(count + part.count)].copyBytes(from: part)
            count += part.count
        }
        while place < changes.count {
            let (copied, own, passed) = (number(), number(), number())
            append(base[basePlace..<(basePlace + copied)])
            basePlace += copied + passed
            append(changes[place..<(place + own)])
            place += own
        }
        return count
    }
}
