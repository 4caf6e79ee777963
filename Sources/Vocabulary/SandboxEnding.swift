/// How a sandbox ended before its mock did, or its run: the `cause` of the journal's `end` record,
/// which a run that is over has without one. Then nothing more can come of what the till owed.
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
