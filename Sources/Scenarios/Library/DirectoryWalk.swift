import Glibc

/// Finds the files below a directory of scenarios, which may hold anything that a file system can
/// hold: what is neither a file nor a directory is skipped and told, no directory is entered twice,
/// and there is an end to it.
struct DirectoryWalk {
    /// The most files that are taken from one directory.
    static let filesMax = 10_000
    /// The most bytes of all of them.
    static let bytesMax = 64 * 1024 * 1024
    /// The most names that are looked at.
    static let namesMax = 200_000
    /// The deepest level that is looked at, the directory itself being the first.
    static let levelsMax = 16
    /// The most that is told of what was skipped.
    static let notesMax = 20

    /// In order of their names.
    private(set) var files: [LibraryFile] = []
    /// What was skipped and why, a line each.
    private(set) var skipped: [String] = []
    private var visited: Set<Disk.Identity> = []
    private var bytes = 0
    private var names = 0
    /// Whether there are more files than are taken: what is left need not be looked at.
    private var isFull = false

    /// - Throws: when the directory itself cannot be read.
    init(below directory: String) throws(Disk.Failure) {
        let isProfiles = directory.split(separator: "/").last == LibraryFile.profilesDirectory[...]
        visited = [Disk.Identity(try Disk.status(of: directory))]
        try walk(
            directory, prefix: isProfiles ? LibraryFile.profilesDirectory + "/" : "", level: 1)
        if skipped.count > Self.notesMax {
            let more = skipped.count - Self.notesMax
            skipped = skipped.prefix(Self.notesMax) + ["\(directory): and \(more) more"]
        }
    }

    private mutating func walk(
        _ directory: String, prefix: String, level: Int
    ) throws(Disk.Failure) {
        for name in try self.names(in: directory) where !isFull {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            let isCandidate = LibraryFile.isCandidate(name)
            guard prefix + name != "schema.json" else { continue }
            do throws(Disk.Failure) {
                guard let status = try? Disk.status(of: path) else {
                    // A link to nothing, or gone by now.
                    guard isCandidate else { continue }
                    throw .last()
                }
                if status.isDirectory {
                    try enter(path, status, prefix: "\(prefix)\(name)/", level: level + 1)
                } else if isCandidate {
                    try take(path, status, name: prefix + name)
                }
            } catch {
                skipped.append("\(path): skipped: \(error.reason)")
            }
        }
    }

    private mutating func enter(
        _ path: String, _ status: stat, prefix: String, level: Int
    ) throws(Disk.Failure) {
        guard level <= Self.levelsMax else {
            throw Disk.Failure(reason: "deeper than \(Self.levelsMax) levels")
        }
        guard visited.insert(Disk.Identity(status)).inserted else {
            throw Disk.Failure(reason: "it leads to a directory that is read already")
        }
        try walk(path, prefix: prefix, level: level)
    }

    private mutating func take(
        _ path: String, _ status: stat, name: String
    ) throws(Disk.Failure) {
        guard status.isRegular else { throw Disk.Failure(reason: status.kind + ", not a file") }
        let size = Int(status.st_size)
        guard size <= Disk.fileBytesMax else {
            throw Disk.Failure(reason: "larger than \(Disk.fileBytesMax) bytes")
        }
        guard files.count < Self.filesMax else {
            isFull = true
            throw Disk.Failure(reason: "it and the rest, after \(Self.filesMax) files")
        }
        guard bytes + size <= Self.bytesMax else {
            throw Disk.Failure(reason: "the files before it have \(Self.bytesMax) bytes")
        }
        bytes += size
        files.append(
            LibraryFile(path: path, name: name, origin: .directory(Disk.Stamp(status))))
    }

    /// The names in a directory that may matter, in order; hidden ones are left out.
    private mutating func names(in directory: String) throws(Disk.Failure) -> [String] {
        guard let stream = opendir(directory) else { throw .last() }
        defer { closedir(stream) }
        var found: [String] = []
        while let entry = readdir(stream) {
            names += 1
            guard names <= Self.namesMax else {
                skipped.append("\(directory): skipped: more than \(Self.namesMax) names")
                break
            }
            let name = Self.name(of: entry)
            let isPlainFile = entry.pointee.d_type == UInt8(DT_REG)
            guard !name.hasPrefix("."), !isPlainFile || LibraryFile.isCandidate(name) else {
                continue
            }
            guard Self.isPrintable(name) else {
                skipped.append("\(directory): skipped: the name \(name.debugDescription)")
                continue
            }
            found.append(name)
        }
        return found.sorted()
    }

    /// Bytes that are no UTF-8 become U+FFFD.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }

    /// Whether messages can show a name, and the file be opened by it.
    private static func isPrintable(_ name: String) -> Bool {
        name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: scalar != "\u{FFFD}"
            }
        }
    }
}
