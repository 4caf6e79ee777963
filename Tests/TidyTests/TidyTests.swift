import Testing

/// The rules of the house that a machine can check.
@Suite struct TidyTests {
    private let tree = SourceTree.project

    @Test("The files are found")
    func filesAreFound() {
        #expect(tree.sources.count > 50)
        #expect(tree.tests.count > 20)
        #expect(tree.sources.contains { $0.path == "Sources/HTTPServing/Lane.swift" })
    }

    // MARK: Size

    @Test("No file has more than 400 lines")
    func fileLength() {
        #expect(tree.all.filter { $0.lines.count > 401 }.map(\.path) == [])
    }

    @Test("No line has more than 100 columns, unless it is a text that has them")
    func lineLength() {
        let long = tree.all.flatMap { file in
            file.places { file.lines[$0].count > 100 && !file.isLiteral[$0] }
        }
        #expect(long == [])
    }

    @Test("No function has more than 70 lines")
    func functionLength() {
        let long = tree.all.flatMap { file in
            file.functions.filter { $0.length > 70 }.map {
                "\(file.path):\($0.line): \($0.length) lines"
            }
        }
        #expect(long == [])
    }

    // MARK: What is not written

    @Test(
        "Nothing is forced, nothing is waved through, and no process is ended by a message",
        arguments: [
            "try!", "as!", "@unchecked", "nonisolated(unsafe)", "@preconcurrency", "fatalError(",
            "unowned(unsafe)", "unsafeBitCast", "assumingMemoryBound", "print(",
        ])
    func forbidden(word: String) {
        #expect(tree.sources.flatMap { $0.places(saying: word) } == [])
    }

    @Test("No optional is unwrapped by force, no type says that it may be")
    func forceUnwrapping() {
        let places = tree.sources.flatMap { file in
            file.places { file.code[$0].contains(/[A-Za-z0-9_)\]>"?]!([^=]|$)/) }
        }
        #expect(places == [])
    }

    @Test("Nothing is left for later")
    func leftForLater() {
        let places = tree.sources.flatMap { file in
            file.places { file.lines[$0].contains(/\b(TODO|FIXME|XXX|HACK)\b/) }
        }
        #expect(places == [])
    }

    @Test("A comment says what something is, and begins with neither What nor Whether")
    func riddles() {
        let places = tree.all.flatMap { file in
            file.places { number in
                let line = file.lines[number].drop { $0 == " " }
                let text = line.drop { $0 == "/" }
                return line.hasPrefix("//")
                    && (text.hasPrefix(" What ") || text.hasPrefix(" Whether "))
            }
        }
        #expect(places == [])
    }

    // MARK: Where things stand

    @Test("A file has the name of a type in it; a name with a + says what it extends")
    func oneTypePerFile() {
        #expect(tree.sources.compactMap(TypeLayout.complaint(about:)) == [])
    }

    @Test("Every target imports what it may, and no more (the table of targets)")
    func imports() {
        #expect(tree.sources.flatMap(ImportTable.complaints(about:)) == [])
    }

    @Test("No two targets have a type of the same name")
    func namesOfTypes() {
        let targets = tree.sources.reduce(into: [String: Set<String>]()) { targets, file in
            for name in file.typeNames { targets[name, default: []].insert(file.target) }
        }
        #expect(targets.count > 500)
        let shared = targets.filter { $0.value.count > 1 }.map { "\($0): \($1.sorted())" }
        #expect(shared == [])
    }

    // MARK: What the pages say

    @Test("Every test that the threat model names is there")
    func namedTests() {
        let page = SourceTree.page("docs/threat-model.md")
        let named = page.matches(of: /`(\w+(?:Tests|Cases))` "([^"]+)"/)
        #expect(named.count > 20)
        let missing = named.filter { match in
            !tree.tests.contains { file in
                file.stem == match.1 && file.lines.contains { $0.contains("\"\(match.2)\"") }
            }
        }
        #expect(missing.map(\.0) == [])
    }

    @Test("The threat model has every limit with its option, and every constant as it is")
    func namedLimits() throws {
        let page = SourceTree.page("docs/threat-model.md")
        let told = Set(page.matches(of: /`(\w+ = [\d_*< ]+)`/).map { String($0.1) })
        let constants = tree.sources.flatMap { $0.constants }
        #expect(told.subtracting(constants) == [])

        let file = tree.sources.first { $0.path == "Sources/HTTPMessages/HTTPLimits.swift" }
        let limits = try #require(file?.constants)
        #expect(limits.count > 10)
        let missing = limits.filter { limit in
            let name = limit.prefix { $0 != " " }
            let option = name.replacing(/[A-Z]/) { "-" + $0.0.lowercased() }
            return !page.contains("`--\(option)` | `\(limit)`")
        }
        #expect(missing == [])
    }
}

extension SourceFile {
    /// The assignments of numbers, without types: `headBytesMax = 16 * 1024`.
    fileprivate var constants: [String] {
        code.lazy.filter { $0.utf8.contains(UInt8(ascii: "=")) }.flatMap { line in
            line.matches(of: /(\w+)(?:: \w+)? = ([\d_*< ]*\d)/).map { "\($0.1) = \($0.2)" }
        }
    }
}
