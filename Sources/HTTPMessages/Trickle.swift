/// What is left of an answer that goes out in pieces. Indirect: hardly any connection has one.
indirect enum Trickle {
    /// The next piece is of `bytes` bytes and follows the one before after `everyNs` nanoseconds.
    case rest(ArraySlice<UInt8>, bytes: Int, everyNs: Int64)

    /// Whether everything has been taken.
    var isEmpty: Bool {
        switch self {
        case .rest(let rest, _, _): rest.isEmpty
        }
    }

    /// Nanoseconds between two pieces.
    var everyNs: Int64 {
        switch self {
        case .rest(_, _, let everyNs): everyNs
        }
    }

    /// How long the rest takes, in nanoseconds; the most there is when it takes longer.
    var restNs: Int64 {
        switch self {
        case .rest(let rest, let bytes, let everyNs):
            let pieces = Int64(rest.count / bytes + 1)
            let (time, isTooLong) = pieces.multipliedReportingOverflow(by: everyNs)
            return isTooLong ? .max : time
        }
    }

    /// Takes out the next piece.
    mutating func takePiece() -> [UInt8] {
        switch self {
        case .rest(let rest, let bytes, let everyNs):
            self = .rest(rest.dropFirst(bytes), bytes: bytes, everyNs: everyNs)
            return Array(rest.prefix(bytes))
        }
    }
}
