import Glibc

/// Finds the files below a directory of scenarios, which may hold anything that a file system can
/// hold: what is neither a file nor a directory is skipped and told, no directory is entered twice,
/// and there is an end to it. It is walked again and again to notice edits, so a link is followed
/// only where that is cheap: not to what is above the directory, not to another file system, and
/// not to a large tree.
struct DirectoryWalk {
    /// The most files that are read from one directory.
    static let filesMax = 10_000
    /// The most bytes of all of them.
    static let bytesMax = 64 * 1024 * 1024
    /// The most names that are looked at.
    static let namesMax = 20_000
    /// The most names behind one link to a directory, and behind all of them.
    static let linkedNamesMax = 2_000
    static let allLinkedNamesMax = 10_000
    /// The longest that all such links may take: a disk may be slow.
    static let linkedTimeMax = Duration.milliseconds(250)
    /// The deepest level that is looked at, the directory itself being the first.
    static let levelsMax = 16
    /// The most skipped entries that are reported.
    static let notesMax = 20

    /// The files, in order of their names.
    private(set) var files: [LibraryFile] = []
    /// The entries that were skipped and why, one line each.
    private(set) var skipped: [String] = []
    private var visited: Set<Disk.Identity> = []
    private var bytes = 0
    private var names = 0
    /// True if there are more files than the limit: the rest need not be looked at.
    private var isFull = false

    private let device: UInt
    /// The directories that the directory stands in.
    private let above: Set<Disk.Identity>
    /// The link to a directory that is being followed.
    private var link: Link?
    private var linkedNames = 0
    private var linkedTime = Duration.zero

    private struct Link {
        let start = ContinuousClock.now
        var names = 0
    }

    private struct Entry {
        let name: String
        /// Nil where the file system does not say.
        let isLink: Bool?
    }

    /// - Throws: when the directory itself cannot be read.
    init(below directory: String) throws(Disk.Failure) {
        let isProfiles = directory.split(separator: "/").last == LibraryFile.profilesDirectory[...]
        let home = Disk.Identity(try Disk.status(of: directory))
        visited = [home]
        device = home.device
        above = Disk.identities(above: directory)
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
        for entry in try entries(of: directory) where !isFull && isLinkCheap {
            let name = entry.name
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
                    let isLink = entry.isLink ?? Disk.isLink(path)
                    try enter(
                        path, status, isLink: isLink, prefix: "\(prefix)\(name)/",
                        level: level + 1)
                } else if isCandidate {
                    try take(path, status, name: prefix + name)
                }
            } catch {
                skipped.append("\(path): skipped: \(error.reason)")
            }
        }
    }

    private mutating func enter(
        _ path: String, _ status: stat, isLink: Bool, prefix: String, level: Int
    ) throws(Disk.Failure) {
        guard level <= Self.levelsMax else {
            throw Disk.Failure(reason: "deeper than \(Self.levelsMax) levels")
        }
        let identity = Disk.Identity(status)
        guard !visited.contains(identity) else {
            throw Disk.Failure(reason: "it leads to a directory that is read already")
        }
        try checkPlace(identity, isLinked: isLink || link != nil)
        if isLink, link == nil {
            try follow(path, identity, prefix: prefix, level: level)
        } else {
            visited.insert(identity)
            try walk(path, prefix: prefix, level: level)
        }
    }

    /// Checks a directory: one that is mounted here is accepted, the target of a link may be
    /// anything.
    private func checkPlace(_ identity: Disk.Identity, isLinked: Bool) throws(Disk.Failure) {
        guard !above.contains(identity) else {
            throw Disk.Failure(reason: "it leads to a directory above")
        }
        guard identity.device != device else { return }
        guard !isLinked else {
            throw Disk.Failure(reason: "it leads to another file system; --scenarios DIR names it")
        }
        guard !Disk.isView(identity) else { throw .view }
    }

    /// Reads all that is behind a link to a directory, or nothing.
    private mutating func follow(
        _ path: String, _ identity: Disk.Identity, prefix: String, level: Int
    ) throws(Disk.Failure) {
        guard linkedNames < Self.allLinkedNamesMax, linkedTime < Self.linkedTimeMax else {
            throw Disk.Failure(reason: "the links before it lead to too much")
        }
        let before = self
        let link = Link()
        self.link = link
        visited.insert(identity)
        var failure: Disk.Failure?
        do throws(Disk.Failure) {
            try walk(path, prefix: prefix, level: level)
        } catch {
            failure = error
        }
        let isWhole = isLinkCheap
        let (names, time) = (self.link?.names ?? 0, ContinuousClock.now - link.start)
        if !isWhole { self = before }
        self.link = nil
        linkedNames += names
        linkedTime += time
        guard isWhole else {
            throw Disk.Failure(
                reason: "it leads to more than \(Self.linkedNamesMax) names, or too slowly; "
                    + "--scenarios DIR names it")
        }
        if let failure { throw failure }
    }

    /// False once more lies behind the link that is being followed than is looked at.
    private var isLinkCheap: Bool {
        guard let link else { return true }
        return link.names <= Self.linkedNamesMax
            && linkedNames + link.names <= Self.allLinkedNamesMax
            && linkedTime + (ContinuousClock.now - link.start) <= Self.linkedTimeMax
    }

    private mutating func take(
        _ path: String, _ status: stat, name: String
    ) throws(Disk.Failure) {
        guard status.isRegular else { throw Disk.Failure(reason: status.kind + ", not a file") }
        let identity = Disk.Identity(status)
        guard identity.device == device || !Disk.isView(identity) else { throw .view }
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

    /// The entries of a directory that may matter, in order; hidden ones are left out.
    private mutating func entries(of directory: String) throws(Disk.Failure) -> [Entry] {
        guard isLinkCheap else { return [] }
        guard let stream = opendir(directory) else { throw .last() }
        defer { closedir(stream) }
        var found: [Entry] = []
        while let entry = readdir(stream) {
            guard countName(in: directory) else { break }
            let name = Self.name(of: entry)
            let isPlainFile = entry.pointee.d_type == UInt8(DT_REG)
            guard !name.hasPrefix("."), !isPlainFile || LibraryFile.isCandidate(name) else {
                continue
            }
            guard Self.isPrintable(name) else {
                skipped.append("\(directory): skipped: the name \(name.debugDescription)")
                continue
            }
            let type = entry.pointee.d_type
            found.append(
                Entry(
                    name: name,
                    isLink: type == UInt8(DT_UNKNOWN) ? nil : type == UInt8(DT_LNK)))
        }
        return found.sorted { $0.name < $1.name }
    }

    /// False when there are more than are looked at.
    private mutating func countName(in directory: String) -> Bool {
        if link != nil {
            link?.names += 1
            return link.map { $0.names <= Self.linkedNamesMax } ?? true
        }
        names += 1
        if names > Self.namesMax, !isFull {
            isFull = true
            skipped.append("\(directory): it and the rest skipped, after \(Self.namesMax) names")
        }
        return !isFull
    }

    /// Returns a name; bytes that are not UTF-8 become U+FFFD.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }

    /// Returns true if messages can show a name, and the file be opened by it.
    private static func isPrintable(_ name: String) -> Bool {
        if name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return true }
        return name.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: scalar != "\u{FFFD}"
            }
        }
    }
}
