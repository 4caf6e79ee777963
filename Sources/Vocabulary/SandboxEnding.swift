/// The reason why a sandbox ended before its mock or its run: the `cause` of the journal's `end`
/// record, which the end of a run does not have. Messages that the till owed can then not come any
/// more.
package enum SandboxEnding: String, Sendable {
    /// A test made the sandbox anew.
    case reset
    case deleted
    /// It was idle longest and made room for another.
    case evicted

    /// As in "the sandbox was deleted".
    package var text: String {
        switch self {
        case .reset: "the sandbox was made anew"
        case .deleted: "the sandbox was deleted"
        case .evicted: "the sandbox made room for another one (--sandboxes-max keeps more)"
        }
    }
}

/// The way in which a sandbox was made: the `madeBy` of the journal's `sandbox` record.
package enum SandboxCreator: String, Sendable {
    /// It is the default one, or a test made it and did not name a scenario; not recorded.
    case standard
    /// A test made it to play the scenario that it named.
    case test
    /// The address of its first message, which has a set-up.
    case address
    /// Its first message, whose address has no set-up.
    case firstMessage = "first-message"
}
