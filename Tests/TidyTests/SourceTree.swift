import Foundation

/// The Swift files of the project, as they are on disk.
struct SourceTree {
    let sources: [SourceFile]
    let tests: [SourceFile]

    var all: [SourceFile] { sources + tests }

    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The project that these tests belong to.
    static let project = SourceTree(
        sources: files(below: "Sources", of: root), tests: files(below: "Tests", of: root))

    /// A page of the project, such as `docs/rules.md`; empty when it is not there.
    static func page(_ path: String) -> String {
        FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
            .map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Returns true if there is a file or directory of that path.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// The names in a directory of the project.
    static func names(in directory: String) -> [String] {
        let path = root.appendingPathComponent(directory).path
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    }

    private static func files(below directory: String, of root: URL) -> [SourceFile] {
        let directoryPath = root.appendingPathComponent(directory).path
        let names = FileManager.default.enumerator(atPath: directoryPath)?.compactMap { name in
            (name as? String).flatMap { $0.hasSuffix(".swift") ? $0 : nil }
        }
        return (names ?? []).sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(directoryPath)/\(name)").map {
                SourceFile(path: "\(directory)/\(name)", text: String(decoding: $0, as: UTF8.self))
            }
        }
    }
}
