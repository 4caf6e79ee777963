import Foundation
import Testing

@Suite("The files of the console")
struct ConsoleFilesTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let directory = root.appendingPathComponent("Sources/Console")

    /// The most bytes of all files: what is served is what is read here, and it should be little.
    private static let bytesMax = 160_000

    private static func files() throws -> [(name: String, text: String)] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        return try names.sorted().filter { $0.contains(".") }.map { name in
            (name, try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8))
        }
    }

    @Test("are all in the binary, by Sources/EmbeddedFiles/console.S")
    func list() throws {
        let list = try String(
            contentsOf: Self.root.appendingPathComponent("Sources/EmbeddedFiles/console.S"),
            encoding: .utf8)
        let named = list.split(separator: "\n").compactMap { line in
            line.hasPrefix("#define FILE ") ? line.split(separator: "\"")[1] : nil
        }
        #expect(named.map(String.init) == (try Self.files().map(\.name)))
    }

    @Test("are few bytes")
    func budget() throws {
        let count = try Self.files().reduce(0) { $0 + $1.text.utf8.count }
        #expect(count <= Self.bytesMax, "\(count) bytes")
    }

    @Test("never make markup or code from text")
    func markup() throws {
        let forbidden = [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
            "new Function", "srcdoc", "javascript:",
        ]
        for (name, text) in try Self.files() {
            for word in forbidden { #expect(!text.contains(word), "\(name): \(word)") }
        }
    }
}
