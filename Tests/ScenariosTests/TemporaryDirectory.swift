import Foundation

@testable import Scenarios

/// A directory of its own for one test, removed with the value.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/scenarios-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Disk.Failure.last() }
        path = template.withUnsafeBufferPointer {
            String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Writes files, making the directories on their way.
    func write(_ files: [String: String]) throws {
        for (name, text) in files { try write(name, Array(text.utf8)) }
    }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        var directory = path
        for part in name.split(separator: "/").dropLast() {
            directory += "/\(part)"
            mkdir(directory, 0o755)
        }
        guard let file = fopen("\(path)/\(name)", "w") else { throw Disk.Failure.last() }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    /// Texts with the directory's path, written `DIR`.
    func normalised(_ text: String) -> String {
        text.replacing(path, with: "DIR")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
