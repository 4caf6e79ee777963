import JSONTree

/// A JSON list that is written in parts.
struct ListWriter: Sendable {
    /// The size of one part of a long answer, in bytes.
    static let partBytes = 256 * 1024
    /// The most records or transactions looked at in one turn, with the sandbox locked.
    static let itemsMax = 128
    /// The most records that are passed in one turn, with the sandbox locked.
    static let stepsMax = 1_024
    /// The most turns for one part.
    static let turnsMax = 64

    private let isLines: Bool
    private var isFirst = true

    /// - Parameter asLines: true for one item per line, false for an array.
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
