import Testing

/// Folders are floors: a folder mentions types of those below it alone.
struct FloorTests {
    private static let sources = SourceTree.project.sources

    @Test("No folders of a target mention each other's types, in however many steps")
    func noCycles() {
        let files = Dictionary(grouping: Self.sources, by: \.target)
        #expect(Set(Self.sources.map(\.folder)).count > files.count + 20)
        #expect(files.values.flatMap { FolderGraph(of: $0).cycles } == [])
    }

    @Test("Folders that mention each other are found, with the files that do")
    func found() {
        let graph = FolderGraph(of: [
            SourceFile(path: "Sources/T/Low/A.swift", text: "struct A { let b: B? }"),
            SourceFile(path: "Sources/T/Middle/B.swift", text: "struct B { let c: [C] }"),
            SourceFile(path: "Sources/T/High/C.swift", text: "// B\nstruct C { let a: A }"),
            SourceFile(path: "Sources/T/Top.swift", text: "struct Top { let a: A, c: C }"),
        ])
        #expect(
            graph.cycles == [
                "Sources/T/High/C.swift mentions A of Sources/T/Low/A.swift",
                "Sources/T/Low/A.swift mentions B of Sources/T/Middle/B.swift",
                "Sources/T/Middle/B.swift mentions C of Sources/T/High/C.swift",
            ])
    }

    // MARK: ElectrumSwitch

    private static let target = "Sources/ElectrumSwitch/"

    /// The folders as docs/architecture.md has them, the lowest first; files outside any folder are
    /// above all.
    private let floors = SourceTree.page("docs/architecture.md")
        .matches(of: /\n\| \d+ \| `Sources\/ElectrumSwitch\/(\w+)\/` \|/).map { String($0.1) }

    private let files = sources.filter { $0.path.hasPrefix(target) }

    private func folder(of file: SourceFile) -> String? {
        let parts = file.path.dropFirst(Self.target.count).split(separator: "/")
        return parts.count > 1 ? String(parts[0]) : nil
    }

    private func floor(of file: SourceFile) -> Int {
        folder(of: file).flatMap(floors.firstIndex) ?? floors.count
    }

    @Test("Every folder of ElectrumSwitch has its floor in the list")
    func all() {
        let folders = Set(files.compactMap { folder(of: $0) })
        #expect(folders.count > 5)
        #expect(folders == Set(floors))
    }

    @Test("No file of ElectrumSwitch mentions a type of a floor above its own")
    func oneWay() {
        var declared: [String: Int] = [:]
        for file in files {
            for name in file.typeNames { declared[name] = floor(of: file) }
        }
        let complaints = files.flatMap { file in
            let own = floor(of: file)
            return file.words.filter { declared[$0] ?? own > own }.sorted()
                .map { "\(file.path) mentions \($0)" }
        }
        #expect(complaints == [])
    }
}
