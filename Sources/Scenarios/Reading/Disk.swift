import Glibc

/// The file operations that scenarios need.
enum Disk {
    /// The most bytes of one scenario file or profile.
    static let fileBytesMax = 1024 * 1024

    /// A reason why something could not be read, in the system's words.
    struct Failure: Error, Equatable {
        let reason: String

        static let notText = Failure(reason: "not UTF-8 text")
        static let view = Failure(reason: "it is a view of the system, not a file")

        static func last() -> Failure {
            Failure(reason: strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
        }
    }

    /// The state of a file: an edit changes at least one of the fields, even when it leaves size
    /// and time of modification alone.
    struct Stamp: Equatable, Sendable {
        let identity: Identity
        let size: Int
        let modified: [Int]
        let changed: [Int]

        init(_ status: stat) {
            identity = Identity(status)
            size = Int(status.st_size)
            modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
            changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
        }
    }

    /// The identity of a file or directory, whatever the path to it.
    struct Identity: Hashable, Sendable {
        let device: UInt
        let inode: UInt

        init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }
    }

    /// Returns the status of the file that a path leads to, through links.
    static func status(of path: String) throws(Failure) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last() }
        return status
    }

    static func isDirectory(_ path: String) -> Bool {
        (try? status(of: path))?.isDirectory ?? false
    }

    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Returns the identities of the directories above a directory, up to the root.
    static func identities(above directory: String) -> Set<Identity> {
        var parts = (absolute(directory) ?? directory).split(separator: "/").dropLast()
        var identities: Set<Identity> = []
        while true {
            if let status = try? status(of: "/" + parts.joined(separator: "/")) {
                identities.insert(Identity(status))
            }
            guard !parts.isEmpty else { return identities }
            parts.removeLast()
        }
    }

    /// Returns true for a place in a kernel's file system, such as `/proc` and `/sys`: nothing
    /// there was written by a person, and reading may take long.
    static func isView(_ identity: Identity) -> Bool {
        func device(of path: String) -> UInt? {
            (try? status(of: path)).map { Identity($0).device }
        }
        guard identity.device != device(of: "/") else { return false }
        return views.contains { device(of: $0) == identity.device }
    }

    private static let views = [
        "/proc", "/sys", "/sys/fs/cgroup", "/sys/fs/bpf", "/sys/kernel/debug",
        "/sys/kernel/security", "/sys/kernel/tracing", "/dev/pts",
    ]

    /// Returns the absolute path, with links resolved; nil if there is no such file.
    static func absolute(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Returns the text of a file.
    ///
    /// - Parameter onlyRegular: false for a path that the user named, which may be a pipe; other
    ///   files of a directory must not be waited for.
    static func text(of file: String, onlyRegular: Bool = true) throws(Failure) -> String {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | (onlyRegular ? O_NONBLOCK : 0))
        guard descriptor >= 0 else { throw .last() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last() }
        guard !onlyRegular || status.isRegular else {
            throw Failure(reason: "\(status.kind), not a file")
        }
        guard let text = String(validating: try bytes(from: descriptor), as: UTF8.self) else {
            throw .notText
        }
        return text
    }

    private static func bytes(from descriptor: Int32) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            var count = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
                count = read(descriptor, buffer.baseAddress, buffer.count)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last() }
            guard count > 0 else { return bytes }
            bytes += chunk
            guard bytes.count <= fileBytesMax else {
                throw Failure(reason: "larger than \(fileBytesMax) bytes")
            }
        }
    }
}

extension stat {
    var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

    /// For messages about what is not a regular file.
    var kind: String {
        switch st_mode & S_IFMT {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a FIFO"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}
