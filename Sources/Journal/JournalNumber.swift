/// The numbers of a journal with their bounds: no mock writes others, and no reader believes them.
package enum JournalNumber: String, CaseIterable, Sendable {
    case seq, attempt, status, connection, requestOnConnection
    /// Which of the sandboxes of a journal it is.
    case incarnation
    /// How many bytes of an answer left that was cut off.
    case cutAfter
    /// Of a scenario's rule: how many replies it has, how many it gave, how often it decided.
    case replies, given, decided
    /// The bounds of `expect: {retries: …}`.
    case min, max
    /// How many records were let go, and how many could not be written.
    case dropped, records
    /// The format of the file.
    case journal

    /// The accepted integers: more than any journal needs, and far from overflow.
    private static let most: Int64 = 1 << 53

    package var bounds: ClosedRange<Int64> {
        switch self {
        case .seq, .attempt, .connection, .requestOnConnection, .incarnation: 1...Self.most
        case .status: 100...999
        case .cutAfter, .replies, .given, .decided, .min, .max, .dropped, .records, .journal:
            0...Self.most
        }
    }
}
