/// Why a journal cannot be judged.
public enum JournalError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A line (counted from 1) that is not JSON, or no record.
    case malformed(line: Int, reason: String)
    /// There is no record of any sandbox.
    case noRecords
    /// The journal holds several sandboxes and none was chosen.
    case severalSandboxes([String])
    /// The sandbox chosen is not in the journal; the ones that are.
    case noSuchSandbox(String, known: [String])

    /// One line for a person.
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
