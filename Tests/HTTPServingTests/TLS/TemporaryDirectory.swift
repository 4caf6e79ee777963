import Glibc

/// A directory that is gone, with its files, when the object is.
final class TemporaryDirectory {
    let path: String
    private var files: [String] = []

    init() {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/HTTPServingTests-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { preconditionFailure("no temporary directory") }
        self.path = String(cString: path)
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    /// Writes a file and returns its path.
    func write(_ bytes: [UInt8], to name: String) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        precondition(descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
        close(descriptor)
        files.append(file)
        return file
    }
}
