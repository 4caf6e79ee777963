import Testing

/// The folders of ElectrumSwitch are floors: docs/architecture.md has their order, and no file
/// mentions a type that is declared on a floor above its own.
struct FloorTests {
    private static let target = "Sources/ElectrumSwitch/"

    /// The folders, the lowest first; files outside any folder are above all.
    private let floors = SourceTree.page("docs/architecture.md")
        .matches(of: /\n\| \d+ \| `Sources\/ElectrumSwitch\/(\w+)\/` \|/).map { String($0.1) }

    private let files = SourceTree.project.sources.filter { $0.path.hasPrefix(target) }

    private func folder(of file: SourceFile) -> String? {
        let parts = file.path.dropFirst(Self.target.count).split(separator: "/")
        return parts.count > 1 ? String(parts[0]) : nil
    }

    private func floor(of file: SourceFile) -> Int {
        folder(of: file).flatMap(floors.firstIndex) ?? floors.count
    }

    @Test("Every folder has its floor in the list")
    func all() {
        let folders = Set(files.compactMap { folder(of: $0) })
        #expect(folders.count > 5)
        #expect(folders == Set(floors))
    }

    @Test("No file mentions a type of a floor above its own")
    func oneWay() {
        var declared: [String: Int] = [:]
        for file in files {
            for name in file.typeNames { declared[name] = floor(of: file) }
        }
        let complaints = files.flatMap { file in
            let own = floor(of: file)
            let words = Set(
                file.code.flatMap { line in
                    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
                })
            return words.filter { declared[$0] ?? own > own }.sorted()
                .map { "\(file.path) mentions \($0)" }
        }
        #expect(complaints == [])
    }
}
