import Glibc

/// A file that a command writes whole: a report, the ready file, a certificate.
///
/// A regular file is replaced in one step, so that others see all of the old one or all of the new
/// one, and keeps mode and owner; a link stays a link, and its target is replaced. Whatever cannot
/// be replaced (a pipe, a device, a file with hard links, a mount point) is written in place, as
/// `>` of a shell does.
struct OutputFile {
    let path: String
    /// The name of the file in messages: "report", "ready".
    let role: String

    /// A reason why a file cannot be written.
    struct Failure: Error, CustomStringConvertible {
        /// The number of the system's error.
        let code: Int32
        let description: String
    }

    /// The kind of file that a path leads to.
    enum Destination {
        /// A descriptor of this process: `/dev/stdout`, `>(…)`.
        case descriptor(Int32)
        /// A regular file by its own path, links resolved.
        case file(String, stat)
        /// A file that is not there yet.
        case new(String)
        /// A pipe or a device.
        case stream(String, isPipe: Bool)
    }

    /// Files with the same identity are the same file.
    enum Identity: Hashable {
        case file(device: UInt, inode: UInt)
        case new(device: UInt, directory: UInt, name: String)
    }

    /// The identity of the file; nil for terminals and other devices, and if it cannot be found
    /// out.
    var identity: Identity? {
        var status = stat()
        switch try? destination() {
        case .file(_, let found): status = found
        case .new(let path):
            let (directory, name) = Self.split(path)
            guard stat(directory, &status) == 0 else { return nil }
            return .new(
                device: UInt(status.st_dev), directory: UInt(status.st_ino), name: name)
        case .descriptor(let number): guard fstat(number, &status) == 0 else { return nil }
        case .stream(let path, _): guard stat(path, &status) == 0 else { return nil }
        case nil: return nil
        }
        guard [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else { return nil }
        return .file(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }

    /// True if several may write it, each behind what the others have written.
    var isShared: Bool {
        switch try? destination() {
        case .descriptor, .stream: true
        case .file, .new, nil: false
        }
    }

    /// Checks that the file can be written, as far as possible without changing anything.
    func tryOut() throws(Failure) {
        switch try destination() {
        case .descriptor(let number):
            let flags = fcntl(number, F_GETFL)
            guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw failure(EBADF) }
        case .file(let path, _), .stream(let path, isPipe: false):
            close(try open(path, O_WRONLY | O_NONBLOCK))
        case .stream(let path, isPipe: true):
            guard faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else { throw failure(errno) }
        case .new(let path):
            let (draft, descriptor) = try makeDraft(beside: path, mode: 0o600)
            close(descriptor)
            unlink(draft)
        }
    }

    /// Follows links and classifies the target.
    func destination() throws(Failure) -> Destination {
        var path = path
        guard path != "-" else { return .descriptor(STDOUT_FILENO) }
        // As many as the system follows.
        for _ in 0...40 {
            if let number = Self.descriptor(path) { return .descriptor(number) }
            var status = stat()
            guard lstat(path, &status) == 0 else {
                guard errno == ENOENT else { throw failure(errno) }
                return .new(try newPath(path))
            }
            switch status.st_mode & S_IFMT {
            case S_IFLNK: path = try target(of: path)
            case S_IFREG: return .file(path, status)
            case S_IFDIR: throw failure(EISDIR)
            case S_IFSOCK: throw failure(ENXIO)
            case S_IFIFO: return .stream(path, isPipe: true)
            default: return .stream(path, isPipe: false)
            }
        }
        throw failure(ELOOP)
    }

    /// Returns the number of the descriptor that a path stands for.
    private static func descriptor(_ path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return STDOUT_FILENO
        case "/dev/stderr": return STDERR_FILENO
        default:
            let (directory, name) = split(path)
            let own = ["/dev/fd", "/proc/self/fd", "/proc/\(getpid())/fd"]
            return own.contains(directory) ? Int32(name) : nil
        }
    }

    private func target(of link: String) throws(Failure) -> String {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(link, $0, text.count) } ?? -1
            }
        }
        guard count >= 0 else { throw failure(errno) }
        let target = String(decoding: bytes[..<count], as: UTF8.self)
        return target.hasPrefix("/") ? target : "\(Self.split(link).directory)/\(target)"
    }

    private func newPath(_ path: String) throws(Failure) -> String {
        guard !path.isEmpty else { throw failure(ENOENT) }
        guard !path.hasSuffix("/") else { throw failure(EISDIR) }
        return path
    }

    static func split(_ path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let directory = slash == path.startIndex ? "/" : String(path[..<slash])
        return (directory, String(path[path.index(after: slash)...]))
    }

    /// Opens a path; the descriptor is not inherited by child processes.
    func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(Failure) -> Int32 {
        while true {
            let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, mode)
            if descriptor >= 0 { return descriptor }
            guard errno == EINTR else { throw failure(errno) }
        }
    }

    /// Creates an empty draft in the directory of another file.
    func makeDraft(
        beside path: String, mode: mode_t
    ) throws(Failure) -> (path: String, descriptor: Int32) {
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let draft = "\(Self.split(path).directory)/.electrum-mock-\(random)"
        return (draft, try open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode))
    }

    func failure(_ code: Int32) -> Failure {
        Failure(
            code: code,
            description:
                "cannot write the \(role) file \(path): \(String(cString: strerror(code)))")
    }
}
