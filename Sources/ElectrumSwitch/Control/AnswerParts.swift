/// A long answer that is made part by part, as fast as its reader takes it. A copy goes on by
/// itself.
protocol AnswerParts: Sendable {
    var contentType: String { get }

    /// Appends more of the answer; false when that was the last.
    mutating func next(into bytes: inout [UInt8]) -> Bool
}

extension AnswerParts {
    /// Makes a part of about `ListWriter.partBytes`, or the rest.
    mutating func part() -> (bytes: [UInt8], isLast: Bool) {
        var bytes: [UInt8] = []
        while bytes.count < ListWriter.partBytes {
            if !next(into: &bytes) { return (bytes, true) }
        }
        return (bytes, false)
    }
}
