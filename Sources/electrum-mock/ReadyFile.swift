import ElectrumMock
import Glibc

/// Tells another process where the mock is, once it accepts connections.
struct ReadyFile {
    let path: String

    /// What went wrong with the file.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Writes the file in one step: whoever sees it sees all of it.
    func write(url: String, adminURL: String) throws(Failure) {
        let text = "{\"url\":\"\(url)\",\"admin\":\"\(adminURL)\",\"pid\":\(getpid())}\n"
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure() }
        let written = Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
        guard written == text.utf8.count, rename(draft, path) == 0 else {
            let failure = failure()
            unlink(draft)
            throw failure
        }
    }

    private func failure() -> Failure {
        Failure(
            description: "cannot write the ready file \(path): \(String(cString: strerror(errno)))")
    }
}
