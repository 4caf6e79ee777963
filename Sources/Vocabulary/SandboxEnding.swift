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
