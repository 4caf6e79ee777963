import Testing

/// The recipes of CONTRIBUTING.md and of the pages about faults and keys tell the truth: what is
/// there already is where a recipe says that something new goes, and nowhere else.
struct RecipeTests {
    private let tree = SourceTree.project

    /// The files of the product that a recipe names.
    private func files(of recipe: String) throws -> Set<String> {
        let page = SourceTree.page("CONTRIBUTING.md")
        let begin = try #require(page.firstRange(of: "\n### \(recipe)\n"))
        let rest = page[begin.upperBound...]
        let text = rest[..<(rest.firstRange(of: "\n### ")?.lowerBound ?? rest.endIndex)]
        return Set(text.matches(of: /`(Sources\/[\w+\/.-]+\.swift)`/).map { String($0.1) })
    }

    /// The files whose code says the name of a case.
    private func files(saying name: String) throws -> Set<String> {
        let pattern = try Regex("\\.\(name)\\b|\\bcase .*\\b\(name)\\b")
        let found = tree.sources.filter { file in file.code.contains { $0.contains(pattern) } }
        return Set(found.map(\.path))
    }

    @Test(
        "An operation is a row, an endpoint's row, its ledger's method, an example and a lane",
        arguments: ["confirmRedeem", "reverseRedeem", "confirmRefund", "reverseRefund"])
    func operation(name: String) throws {
        let named = try files(of: "An operation")
        let found = try files(saying: name)
        #expect(found.count == 5)
        #expect(found.subtracting(named) == [])
        // Only an outcome of a new kind needs this one.
        let outcomes = "Sources/ElectrumSwitch/Endpoints/LedgerOutcome.swift"
        #expect(named.subtracting(found) == [outcomes])
    }

    @Test(
        "A call of the control API is a row and its answer",
        arguments: ["deleteSandbox"])
    func controlCall(name: String) throws {
        let found = try files(saying: name)
        #expect(found.count == 2)
        #expect(try found.subtracting(files(of: "An endpoint of the control API")) == [])
    }

    @Test("A fault kind and a reply key need the Swift files that their recipe names")
    func faultAndKey() throws {
        #expect(
            try files(of: "A fault kind, such as another `garbled` word") == [
                "Sources/Vocabulary/Garbling.swift",
                "Sources/ElectrumSwitch/Exchanges/FaultDelivery.swift",
            ])
        #expect(
            try files(of: "A reply key") == ["Sources/Scenarios/Language/Reply+Keys.swift"])
    }

    @Test("A provider is a file, which the README names, and no Swift of the switch or the judge")
    func provider() throws {
        #expect(
            try files(of: "A provider") == ["Sources/Scenarios/Providers/ProviderProfile.swift"])
        let readme = SourceTree.page("README.md").lowercased()
        // The till knows from the documentation which of them decline retries.
        let others = ["Till", "electrum-mock"]
        for id in ["hollywoodbets", "lottostar", "netcare", "ott", "stellr", "supabets", "yoyo"] {
            #expect(!SourceTree.page("scenarios/providers/\(id).yaml").isEmpty, "\(id)")
            #expect(readme.contains(id), "\(id)")
            let places = tree.sources.filter { !others.contains($0.target) }.flatMap { file in
                file.places { number in
                    let line = file.lines[number].drop { $0 == " " }
                    return !line.hasPrefix("//") && line.contains("\"\(id)\"")
                        && !line.contains("example: \"\(id)\"")
                }
            }
            #expect(places == [], "\(id)")
        }
    }

    @Test("A verdict rule is a file named by its id, a row of the table and an entry of the list")
    func verdictRule() throws {
        let named = try files(of: "A verdict rule")
        let list = "Sources/Conformance/Rules/VerdictRule.swift"
        let table = "Sources/Vocabulary/JudgeRule.swift"
        #expect(named == [list, table])
        let rules = tree.sources.filter {
            $0.path.contains(/Sources\/Conformance\/Rules\/D\d\d\w+\.swift/)
        }
        #expect(rules.count >= 15)
        let entries = try #require(tree.sources.first { $0.path == list }).code.joined()
        let rows = try #require(tree.sources.first { $0.path == table }).lines.joined()
        for rule in rules {
            let number = try #require(Int(rule.stem.dropFirst().prefix(2)))
            #expect(entries.contains(try Regex("\\.d\(number)\\b")), "\(rule.stem)")
            #expect(rows.contains("\"D\(number)\""), "\(rule.stem)")
        }
    }

    // MARK: docs/add-a-reply-key.md

    private let keyPage = SourceTree.page("docs/add-a-reply-key.md")

    @Test("A key of a reply stands once among the keys, and nowhere else in Sources")
    func replyKey() throws {
        let keys = "Sources/Scenarios/Language/Reply+Keys.swift"
        #expect(keyPage.contains("`\(keys)`"))
        let file = try #require(tree.sources.first { $0.path == keys })
        // Others have keys and words of the same name.
        for name in ["processing", "respond"] {
            let count = file.lines.reduce(0) { $0 + $1.ranges(of: "\"\(name)\"").count }
            #expect(count == 1, "\(name)")
            let others = tree.sources.filter { other in
                other.path != keys && other.target == "Scenarios"
                    && other.lines.contains { $0.contains("\"\(name)\"") }
            }
            #expect(others.map(\.path) == [], "\(name)")
        }
    }

    @Test("The page about keys names decoders and types that there are")
    func decoders() throws {
        let reading = tree.sources.filter { $0.path.hasPrefix("Sources/Scenarios/") }
            .flatMap(\.code)
        let list = try #require(keyPage.split(separator: "Decoders are in").last)
        let names = list.matches(of: /`\.(\w+)/).map { String($0.1) }
        #expect(names.count >= 10)
        for name in names {
            let pattern = try Regex("static (var|func) \(name)\\b")
            #expect(reading.contains { $0.contains(pattern) }, "\(name)")
        }
        for word in ["struct Draft", "protocol Vocable", "outcomes"] {
            #expect(reading.contains { $0.contains(word) }, "\(word)")
        }
    }

    // MARK: docs/architecture.md

    @Test("The picture of the targets has every target of Package.swift but those of C")
    func targets() throws {
        let page = SourceTree.page("docs/architecture.md")
        let folders = Set(tree.sources.map(\.target))
        #expect(folders.count > 12)
        for name in folders {
            #expect(page.contains(try Regex("\n[ \\d]{8}\(name) ")), "\(name)")
        }
    }

    @Test("Every function and property that the page's answers name is in a file that they name")
    func answers() throws {
        let page = SourceTree.page("docs/architecture.md")
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| Where ") }
        #expect(rows.count >= 5)
        for row in rows {
            let files = row.matches(of: /`(Sources\/[\w+\/.-]+\.swift)`/).map { String($0.1) }
            let code = tree.sources.filter { files.contains($0.path) }.flatMap(\.lines)
            #expect(!files.isEmpty, "\(row)")
            for name in row.matches(of: /`(?:[A-Z]\w+\.)?([a-z]\w+)(?:\(\w*:?\))?`/) {
                #expect(code.contains { $0.contains(name.1) }, "\(name.0)")
            }
        }
    }
}
