import EmbeddedFiles

/// The scenarios and profiles in the binary. None is read before it is needed.
enum StandardFiles {
    /// The beginning of such a file's path in messages.
    private static let prefix = "standard:"

    /// All of them, in order of their names.
    static var all: [LibraryFile] {
        var files: [LibraryFile] = []
        forEach { name, _ in
            files.append(LibraryFile(path: prefix + name, name: name, origin: .standard))
            return true
        }
        return files
    }

    /// The text of a file, by its path with the prefix.
    static func text(of path: String) -> String? {
        var text: String?
        forEach { name, bytes in
            if prefix + name == path { text = String(decoding: bytes, as: UTF8.self) }
            return text == nil
        }
        return text
    }

    /// Visits the files until the body returns false.
    private static func forEach(_ body: (String, UnsafeBufferPointer<UInt8>) -> Bool) {
        guard var file = embeddedScenarios() else { return }
        while let name = file.pointee.name {
            let bytes = UnsafeBufferPointer(
                start: file.pointee.start, count: file.pointee.end - file.pointee.start)
            guard body(String(cString: name), bytes) else { return }
            file += 1
        }
    }
}
