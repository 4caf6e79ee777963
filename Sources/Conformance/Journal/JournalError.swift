/// A reason why a journal cannot be judged.
public enum JournalError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A line, counted from 1, that is not JSON or not a record.
    case malformed(line: Int, reason: String)
    /// There is no record of any sandbox.
    case noRecords
    /// The journal holds several sandboxes and none was chosen.
    case severalSandboxes([String])
    /// The chosen sandbox is not in the journal, which has the known ones.
    case noSuchSandbox(String, known: [String])

    /// A description in one line.
    public var description: String {
        switch self {
        case .malformed(let line, let reason):
            "line \(line): \(reason)"
        case .noRecords:
            "the journal holds no record of a sandbox"
        case .severalSandboxes(let names):
            "the journal holds several sandboxes, choose one: \(names.joined(separator: ", "))"
        case .noSuchSandbox(let name, let known):
            "no sandbox \"\(name)\" in the journal, only: \(known.joined(separator: ", "))"
        }
    }
}
