import Glibc

/// The file system, as far as scenarios need it.
enum Disk {
    /// Why something could not be read, in the words of the system.
    struct Failure: Error {
        let reason: String

        static func last() -> Failure {
            Failure(reason: strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
        }
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Size and time of the last change, as one text.
    static func stamp(of file: String) -> String {
        var status = stat()
        guard stat(file, &status) == 0 else { return "gone" }
        return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }

    /// The path from the root, links resolved; nil when there is no such file.
    static func absolute(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The names in a directory in order; hidden ones are left out.
    static func names(in directory: String) throws(Failure) -> [String] {
        guard let stream = opendir(directory) else { throw .last() }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func text(of file: String) throws(Failure) -> String {
        guard let stream = fopen(file, "re") else { throw .last() }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = fread(&chunk, 1, chunk.count, stream)
            bytes += chunk[..<count]
            if count < chunk.count { break }
        }
        guard ferror(stream) == 0 else { throw .last() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(reason: "not UTF-8 text")
        }
        return text
    }
}
