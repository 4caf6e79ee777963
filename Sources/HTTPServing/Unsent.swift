/// The bytes that go out and that the network has not taken yet. Without any it holds no memory.
struct Unsent {
    private var bytes: [UInt8] = []
    /// The number of those that the network has taken.
    private var takenCount = 0

    var count: Int { bytes.count - takenCount }

    var isEmpty: Bool { count == 0 }

    /// The bytes themselves.
    var rest: ArraySlice<UInt8> { bytes[takenCount...] }

    mutating func append(_ more: [UInt8]) {
        if bytes.isEmpty { bytes = more } else { bytes += more }
    }

    /// Drops what the network has taken.
    mutating func removeFirst(_ count: Int) {
        takenCount += count
        if isEmpty { self = Unsent() }
    }
}
