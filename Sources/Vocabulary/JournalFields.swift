/// The numbers of a journal with their bounds: no mock writes others, and no reader believes them.
package enum JournalNumber: String, CaseIterable, Sendable {
    case seq, attempt, status, connection, requestOnConnection
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
        case .seq, .attempt, .connection, .requestOnConnection: 1...Self.most
        case .status: 100...999
        case .cutAfter, .replies, .given, .decided, .min, .max, .dropped, .records, .journal:
            0...Self.most
        }
    }
}

/// The members of a journal whose values are words of a list; see also `Ended`,
/// `SandboxCreator` and `SandboxEnding`.
package enum JournalWord: String, CaseIterable, Sendable {
    case upstream, state, draw, clock

    /// The words that a mock writes.
    package var words: [String] {
        switch self {
        case .upstream: ProviderAct.allCases.map(\.rawValue)
        case .state:
            TransactionState.allCases.map(\.rawValue)
        case .draw: ["by-id", "by-order"]
        case .clock: ["real", "manual"]
        }
    }
}

/// The provider's part in a message, as the journal writes it; a failure may have come after the
/// provider acted, which `processed` tells.
package enum ProviderAct: String, CaseIterable, Sendable {
    case issues, declines, fails
}

/// How an exchange ended on the wire; `pending` until it has.
package enum Ended: String, CaseIterable, Sendable {
    case pending
    case sent
    case held
    case closed
    case reset
    case truncated
    case clientLeft = "client-left"
}
