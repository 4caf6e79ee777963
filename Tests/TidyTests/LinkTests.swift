import Foundation
import Testing

/// The links between the pages of the project.
struct LinkTests {
    private static let pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "deploy/README.md"]
        + SourceTree.names(in: "docs").filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
        + ["kits/README.md"]
        + SourceTree.names(in: "kits").filter { !$0.contains(".") }.map { "kits/\($0)/README.md" }

    @Test(
        "Every link leads to a file that is there, and to a heading that it has", arguments: pages)
    func links(page: String) {
        let text = SourceTree.page(page)
        #expect(!text.isEmpty)
        let directory = page.split(separator: "/").dropLast()
        for link in text.matches(of: /\]\(([^)#\s]*)(?:#([^)\s]*))?\)/)
        where !link.1.contains("://") && !link.1.hasPrefix("mailto:") {
            var path = link.1.isEmpty ? page.split(separator: "/") : Array(directory)
            for part in link.1.split(separator: "/") {
                if part == ".." { _ = path.popLast() } else { path.append(part) }
            }
            let target = path.joined(separator: "/")
            #expect(SourceTree.exists(target), "\(page): \(link.0)")
            guard let anchor = link.2 else { continue }
            let isThere = headings(of: SourceTree.page(target)).contains(String(anchor))
            #expect(isThere, "\(page): \(link.0)")
        }
    }

    /// The anchors that a page's headings have on the web.
    private func headings(of text: String) -> Set<String> {
        var isCode = false
        return Set(
            text.split(separator: "\n").compactMap { line in
                if line.hasPrefix("```") { isCode.toggle() }
                guard !isCode, line.hasPrefix("#") else { return nil }
                let words = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
                return String(
                    words.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
                        .map { $0 == " " ? "-" : $0 })
            })
    }
}
