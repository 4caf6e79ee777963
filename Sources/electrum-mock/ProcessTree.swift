import Glibc

/// The processes that descend from this one, as `/proc` shows them. This process adopts orphans,
/// so whatever a command starts stays in it, in whichever session or process group.
enum ProcessTree {
    /// Returns the running descendants; nil if `/proc` is missing, or shows another namespace than
    /// the one that signals are sent in.
    ///
    /// - Parameter isIncluded: returns false for a child that is left out, with its descendants.
    static func descendants(
        throughChildren isIncluded: (pid_t) -> Bool = { _ in true }
    ) -> [pid_t]? {
        guard let children = childrenByParent() else { return nil }
        var found = children[getpid()]?.filter(isIncluded) ?? []
        var next = 0
        while next < found.count {
            found += children[found[next]] ?? []
            next += 1
        }
        return found
    }

    /// Returns the running children; nil as for `descendants`.
    static func children() -> [pid_t]? {
        childrenByParent().map { $0[getpid()] ?? [] }
    }

    /// Returns the settings `NAME=VALUE` with which a process was started; none of a process of
    /// somebody else. Only the first 64 KiB are read.
    static func environment(of id: pid_t) -> [Substring] {
        text(of: "/proc/\(id)/environ", bytesMax: 64 * 1024).split(separator: "\0")
    }

    private static func childrenByParent() -> [pid_t: [pid_t]]? {
        guard let own = realpath("/proc/self", nil) else { return nil }
        defer { free(own) }
        guard String(cString: own) == "/proc/\(getpid())", let directory = opendir("/proc") else {
            return nil
        }
        defer { closedir(directory) }
        var children: [pid_t: [pid_t]] = [:]
        while let entry = readdir(directory) {
            guard let (id, parent) = running(entry.pointee) else { continue }
            children[parent, default: []].append(id)
        }
        return children
    }

    /// Returns the name of a process; empty if it is gone.
    static func name(of id: pid_t) -> String {
        let text = text(of: "/proc/\(id)/comm")
        return String(text.prefix { $0 != "\n" })
    }

    /// Returns the ids of a process and of its parent; nil for an entry that is not a process, or
    /// has ended.
    private static func running(_ entry: dirent) -> (id: pid_t, parent: pid_t)? {
        let name = withUnsafeBytes(of: entry.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let id = pid_t(name) else { return nil }
        // `17 (a name) S 1 …`: the name may hold anything, parentheses too.
        let text = text(of: "/proc/\(id)/stat")
        guard let end = text.lastIndex(of: ")") else { return nil }
        let values = text[text.index(after: end)...].split(separator: " ", maxSplits: 2)
        guard values.count > 1, !["Z", "X"].contains(values[0]), let parent = pid_t(values[1])
        else { return nil }
        return (id, parent)
    }

    private static func text(of path: String, bytesMax: Int = 512) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: bytesMax)
        let count = read(descriptor, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
