import EmbeddedFiles

/// The scenarios and profiles that are in the binary. Nothing of them is read until somebody asks.
enum StandardFiles {
    /// How messages begin the path of such a file.
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

    /// Goes through the files for as long as the body says true.
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
