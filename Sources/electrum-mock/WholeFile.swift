import Glibc

/// A file that is read whole, and written in one step: whoever sees it sees all of it.
struct WholeFile {
    let path: String

    /// Why a file could not be read or written.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the file holds.
    func read() throws(Failure) -> [UInt8] {
        guard let stream = fopen(path, "re") else {
            throw Failure(description: "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, stream)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Whether the file could be written, as far as its directory tells.
    func checkWritable(_ name: String) throws(Failure) {
        let end = path.lastIndex(of: "/").map { path.index(after: $0) }
        let directory = end.map { String(path[..<$0]) } ?? "."
        guard access(directory, W_OK) == 0 else { throw failure(name) }
    }

    /// Writes the file; `name` is what it is called in messages.
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
