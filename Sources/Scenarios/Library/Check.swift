extension ScenarioLibrary {
    /// The result of checking files.
    package struct CheckResult: Sendable {
        /// The number of files read.
        package fileprivate(set) var fileCount = 0
        /// Every mistake of every file; empty when all is well.
        package var diagnostics: Diagnostics { Diagnostics(list: mistakes) }
        /// The entries that were not read, one line each.
        package fileprivate(set) var skipped: [String] = []
        /// Warnings, one line each: valid, but possibly without the intended effect.
        package fileprivate(set) var warnings: [String] = []

        fileprivate var mistakes: [Diagnostic] = []

        fileprivate mutating func add(_ loader: Loader) {
            fileCount += loader.files.count
            mistakes += loader.diagnostics
            skipped += loader.skipped
            warnings += loader.scenarios.flatMap(\.warnings)
        }
    }

    /// Checks files and directories, or the sources if no path is given. Files may refer to what is
    /// in the sources, and in the nearest directory above them that has `providers/`.
    package static func check(_ paths: [String], _ sources: ScenarioSources) -> CheckResult {
        var result = CheckResult()
        guard !paths.isEmpty else {
            let loader = Loader(sources, readsProviders: true)
            result.add(loader)
            result.mistakes += loader.unread.flatMap(mistakesOfStandard)
            return result
        }
        let known = names(in: sources)
        for path in paths {
            let known = known + nearestNames(path)
            result.add(
                Disk.isDirectory(path)
                    ? Loader(
                        ScenarioSources(hasStandard: false, directories: [path]),
                        known: known)
                    : Loader(LibraryFile(path: path), known: known))
        }
        return result
    }

    private static func mistakesOfStandard(_ file: LibraryFile) -> [Diagnostic] {
        let known = KnownNames(of: StandardFiles.all)
        let yaml = StandardFiles.text(of: file.path) ?? ""
        do throws(Diagnostics) {
            if file.isPlan {
                _ = try Plan(name: file.stem, yaml: yaml, file: file.path, known)
            } else {
                _ = try Scenario(
                    name: file.name, yaml: yaml, file: file.path, providers: known.providers)
            }
            return []
        } catch {
            return error.list
        }
    }

    private static func nearestNames(_ path: String) -> KnownNames {
        var parts = (Disk.absolute(path) ?? path).split(separator: "/")
        while !parts.isEmpty {
            let directory = "/" + parts.joined(separator: "/")
            if Disk.isDirectory("\(directory)/\(LibraryFile.profilesDirectory)") {
                return names(in: ScenarioSources(hasStandard: false, directories: [directory]))
            }
            parts.removeLast()
        }
        return KnownNames()
    }

    /// Returns the names in the sources, including those of files with mistakes.
    private static func names(in sources: ScenarioSources) -> KnownNames {
        let files = sources.directories.flatMap { (try? DirectoryWalk(below: $0))?.files ?? [] }
        return KnownNames(of: files + (sources.hasStandard ? StandardFiles.all : []))
    }
}
