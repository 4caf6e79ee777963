import Foundation

/// A directory that is gone, with all in it, when the object is.
package final class TemporaryDirectory: Sendable {
    /// Where it is.
    package let path: String

    /// Makes a new one; ends the process if none can be made.
    package init() {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("electrum-mock-tests-\(UUID().uuidString)")
        path = url.path
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("no temporary directory: \(error)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, in directories that are made if need be, and returns its path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    /// Writes a text; see above.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// Writes several texts, by the names of the files.
    package func write(_ files: [String: String]) throws {
        for (name, text) in files { try write(text, to: name) }
    }

    /// Returns the content of a file; empty if it does not exist.
    package func read(_ name: String) -> String {
        FileManager.default.contents(atPath: "\(path)/\(name)")
            .map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The names of the files.
    package var files: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
    }

    /// Returns a text in which the path is `DIR`.
    package func normalised(_ text: String) -> String {
        text.replacing(path, with: "DIR")
    }
}
