import JSONTree
import Synchronization

/// The last verdict on each sandbox, so that a list asks for none that has not changed.
final class VerdictCache: Sendable {
    private struct Entry {
        /// The number of the sandbox among those of its name.
        let incarnation: Int
        let changes: Int
        let verdict: JSONObject
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// The most verdicts that are kept.
    private static let entriesMax = 1_024

    /// Returns the verdict on a sandbox in this state, made only if it is not known. One that takes
    /// long to make is that on an earlier state, if there is one.
    func verdict(
        on sandbox: Sandbox, after changes: Int, isLong: Bool, _ make: () -> JSONObject
    ) -> JSONObject {
        let identifier = sandbox.incarnation
        let known = entries.withLock { entries in
            entries[sandbox.name].flatMap { $0.incarnation == identifier ? $0 : nil }
        }
        if let known, known.changes == changes || isLong { return known.verdict }
        let verdict = make()
        keep(verdict, on: sandbox, after: changes)
        return verdict
    }

    /// Keeps a verdict that was made for another reason.
    func keep(_ verdict: JSONObject, on sandbox: Sandbox, after changes: Int) {
        entries.withLock { entries in
            if entries.count >= Self.entriesMax { entries = [:] }
            entries[sandbox.name] = Entry(
                incarnation: sandbox.incarnation, changes: changes, verdict: verdict)
        }
    }
}
