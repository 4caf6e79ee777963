import Testing

@testable import Scenarios

/// A broken file and all that is told about it. `BrokenFiles/*.txt` holds them: a title after
/// `===`, the file, and after `>>>` the diagnostics.
struct BrokenFile: Sendable, CustomTestStringConvertible {
    let group: String
    let title: String
    let yaml: String
    let diagnostics: String

    var testDescription: String { "\(group): \(title)" }

    static let all: [BrokenFile] = groups.flatMap { group in
        let text = (try? Disk.text(of: "\(directory)/\(group).txt")) ?? ""
        return ("\n" + text).split(separator: "\n=== ").map { BrokenFile($0, group: group) }
    }

    private static let directory =
        #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/BrokenFiles"

    private static let groups = [
        "yaml", "file", "expect", "judge", "rule", "reach", "when", "reply", "several", "profile",
        "products",
    ]

    private init(_ section: Substring, group: String) {
        let parts = section.split(separator: ">>>\n", maxSplits: 1)
        let lines = parts[0].split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        self.group = group
        title = String(lines[0])
        yaml = lines.count > 1 ? String(lines[1]) : ""
        var expected = parts.count > 1 ? parts[1] : ""
        while expected.hasSuffix("\n") { expected.removeLast() }
        diagnostics = String(expected)
    }
}

@Suite("A broken file")
struct BrokenFileTests {
    @Test("is told with line, column, caret and hint", arguments: BrokenFile.all)
    func golden(broken: BrokenFile) {
        let providers = ["default", "ott", "stellr"]
        let error = #expect(throws: Diagnostics.self) {
            switch broken.group {
            case "profile":
                _ = try ProviderProfile(id: "ott", yaml: broken.yaml, file: "ott.yaml")
            case "products":
                _ = try Product.all(
                    yaml: broken.yaml, file: "products.yaml", providers: providers)
            default:
                _ = try Scenario(
                    name: "broken", yaml: broken.yaml, file: "broken.yaml", providers: providers)
            }
        }
        #expect(error?.description == broken.diagnostics)
    }

    @Test("is one of at least a hundred")
    func count() {
        #expect(BrokenFile.all.count >= 100)
    }
}
