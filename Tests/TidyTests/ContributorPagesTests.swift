import Testing

/// The pages for people who change the code name what is there.
struct ContributorPagesTests {
    private static let pages = [
        "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/add-a-fault-kind.md",
        "docs/add-a-reply-key.md",
    ]

    @Test("Every file that a page names is there", arguments: pages)
    func files(page: String) throws {
        let named = SourceTree.page(page)
            .matches(of: /`((?:Sources|Tests|scenarios|docs)\/[\w+\/.-]+\.\w+)`/)
            .map { String($0.1) }
        #expect(!named.isEmpty || page == "docs/glossary.md")
        // The fault that its page adds as an example.
        let missing = named.filter {
            !$0.contains("half-json") && SourceTree.page($0).isEmpty
        }
        #expect(missing == [])
    }

    @Test("Every type in the glossary is declared")
    func types() {
        let sources = SourceTree.project.sources.map { $0.lines.joined(separator: "\n") }
        let named = SourceTree.page("docs/glossary.md")
            .matches(of: /`([A-Z][A-Za-z]+(?:\.\w+)*)`/)
            .compactMap { $0.1.split(separator: ".").last.map(String.init) }
        #expect(named.count > 40)
        let missing = Set(named).filter { name in
            !sources.contains {
                $0.contains(" \(name)") || $0.contains("\n    case \(name)")
            }
        }
        #expect(missing.isEmpty)
    }
}
