import JSONTree

/// A list in JSON, as it is written part by part.
struct ListWriter: Sendable {
    /// How much of a long answer is made at a time.
    static let partBytes = 256 * 1024
    /// How many records or transactions are looked at in one turn, with the sandbox locked.
    static let itemsMax = 128

    private let isLines: Bool
    private var isFirst = true

    /// - Parameter asLines: whether each item has a line of its own, else they make up an array.
    init(asLines: Bool) {
        isLines = asLines
    }

    mutating func append(_ item: JSON, to bytes: inout [UInt8]) {
        append(item.encoded, to: &bytes)
    }

    /// Appends an item that is JSON already.
    mutating func append(_ item: [UInt8], to bytes: inout [UInt8]) {
        if !isLines, !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes += item
        if isLines { bytes.append(UInt8(ascii: "\n")) }
    }
}
