import Glibc

/// A file that is written in one step: whoever sees it sees all of it.
struct WholeFile {
    let path: String

    /// Why a file could not be written.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func write(_ bytes: [UInt8], called name: String) throws(Failure) {
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(name) }
        let written = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        guard written == bytes.count, rename(draft, path) == 0 else {
            let failure = failure(name)
            unlink(draft)
            throw failure
        }
    }

    private func failure(_ name: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(description: "cannot write the \(name) file \(path): \(reason)")
    }
}
