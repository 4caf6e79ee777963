import Testing

/// docs/add-a-fault-kind.md tells the truth.
struct FaultPageTests {
    private static let table = "Sources/Vocabulary/Garbling.swift"
    private static let wire = "Sources/ElectrumSwitch/Exchanges/FaultDelivery.swift"

    private let tree = SourceTree.project
    private let page = SourceTree.page("docs/add-a-fault-kind.md")

    /// The cases of the table with their words.
    private func kinds() throws -> [(name: String, word: String)] {
        let file = try #require(tree.sources.first { $0.path == Self.table })
        let cases = file.code.filter { $0.hasPrefix("    case ") }
            .compactMap { $0.firstMatch(of: /case (\w+)( = .*)?$/)?.1 }
        return try cases.map { name in
            let line = try #require(file.lines.first { $0.hasPrefix("    case \(name)") })
            let word = line.firstMatch(of: /"([^"]+)"/)?.1 ?? name
            return (String(name), String(word))
        }
    }

    @Test(
        "A kind of garbling is written in the first two of them and nowhere else in Sources"
    )
    func twoFiles() throws {
        #expect(page.firstRange(of: Self.table) != nil && page.firstRange(of: Self.wire) != nil)
        let kinds = try kinds()
        #expect(kinds.count >= 8)
        // `.empty` and `.truncated` are cases of other types, too.
        for (name, word) in kinds where name != word {
            let places = tree.sources.filter { file in
                file.lines.contains { line in
                    let text = line.drop { $0 == " " }
                    return !text.hasPrefix("//")
                        && (text.contains(".\(name)") || text.contains("\"\(word)\""))
                }
            }
            #expect(Set(places.map(\.path)) == [Self.table, Self.wire], "\(word)")
        }
    }

    @Test("docs/scenarios.md and scenarios/faults/ have every kind")
    func shown() throws {
        let page = SourceTree.page("docs/scenarios.md")
        for (_, word) in try kinds() {
            #expect(page.contains("`\(word)`"), "\(word)")
            #expect(!SourceTree.page("scenarios/faults/garbled-\(word).yaml").isEmpty, "\(word)")
        }
    }
}
