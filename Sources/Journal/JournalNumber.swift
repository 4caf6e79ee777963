/// The numbers of a journal with their bounds: no mock writes others, and no reader believes them.
package enum JournalNumber: String, CaseIterable, Sendable {
    case seq, attempt, status, connection, requestOnConnection
    /// The number of the sandbox in the journal.
    case incarnation
    /// The number of bytes of a cut-off answer that left.
    case cutAfter
    /// Of a scenario's rule: how many replies it has, how many it gave, how often it decided.
    case replies, given, decided
    /// The bounds of `expect: {retries: …}`.
    case min, max
    /// The number of records dropped, and of records that could not be written.
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
