import FuzzInputs
import Testing
import Vocabulary

@testable import Scenarios

@Suite("A shipped file with random damage")
struct DamagedFileTests {
    @Test("is read or told what is wrong, within its own lines", arguments: 1...20)
    func damage(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let library = try DirectoryWalk(below: ShippedFilesTests.directory).files
        let files = try library.map { try Disk.text(of: $0.path) } + BrokenFile.all.map(\.yaml)
        for _ in 0..<TestInputs.count(4000) / 20 {
            let text = damaged(files.randomElement(using: &generator) ?? "", &generator)
            let start = ContinuousClock.now
            #expect(throws: Never.self, "seed \(seed)\n\(text)") {
                try FuzzedScenario.check(file: Array(text.utf8)[...])
            }
            _ = try? Product.all(yaml: text, file: "x.yaml", providers: ["default"])
            // A thousand times what it takes.
            #expect(ContinuousClock.now - start < .seconds(5), "seed \(seed)\n\(text)")
        }
    }

    /// Fragments of files, for places where they may have another meaning.
    private static let snippets = [
        "*a", "&a ", "<<: *a", "[[[[", "{{", "? ", "- ", ": ", "!!", "---", "| ",
        "99999999999999999999", "-9223372036854775808", "{{body.", "{{uuid}}", "any: ", "not: ",
        "1e999", ".nan", "(a+)+", "\u{F000}", "\u{E000}", "\0", "\u{2028}", "\r",
    ]

    /// A text with some characters dropped, changed or given twice, and some lines repeated.
    private func damaged(_ text: String, _ generator: inout SeededGenerator) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let row = Int.random(in: lines.indices, using: &generator)
            guard let column = lines[row].indices.randomElement(using: &generator) else { continue }
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: lines[row].remove(at: column)
            case 1:
                lines[row][column] = ":-[]{}'\"&*!?#%0a \t".randomElement(using: &generator) ?? "x"
            case 2: lines[row].insert(lines[row][column], at: column)
            case 3:
                let snippet = Self.snippets.randomElement(using: &generator) ?? ""
                lines[row].insert(contentsOf: snippet, at: column)
            case 4: lines[row] = Array(String(repeating: String(lines[row]), count: 3))
            default: lines.insert(lines[row], at: row)
            }
        }
        return lines.map { String($0) }.joined(separator: "\n")
    }
}
