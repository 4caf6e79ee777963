import Conformance
import Foundation
import Testing

/// Whole reports, letter for letter, in the files of Golden/; `make generate` writes them anew.
enum Golden {
    static func expect(_ text: String, _ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Golden/\(name)")
        if ProcessInfo.processInfo.environment["RENEW"] != nil {
            try Data(text.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        guard text != golden else { return }
        let lines = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            golden.split(separator: "\n", omittingEmptySubsequences: false))
        let first = lines.first { $0 != $1 }
        Issue.record("\(name) differs:\n\(first?.0 ?? "")\nexpected:\n\(first?.1 ?? "")")
    }
}
