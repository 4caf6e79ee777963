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

    /// Checks files and directories, or the sources if no path is given. A scenario may name the
    /// profiles of the sources, and those of the nearest directory above it that has `providers/`.
    package static func check(_ paths: [String], _ sources: ScenarioSources) -> CheckResult {
        var result = CheckResult()
        guard !paths.isEmpty else {
            let loader = Loader(sources)
            result.add(loader)
            result.mistakes += loader.unread.flatMap(mistakesOfStandard)
            return result
        }
        let known = providerIds(sources)
        for path in paths {
            let providers = known + nearestProviderIds(path)
            result.add(
                Disk.isDirectory(path)
                    ? Loader(
                        ScenarioSources(hasStandard: false, directories: [path]),
                        providers: providers)
                    : Loader(LibraryFile(path: path), providers: providers))
        }
        return result
    }

    private static func mistakesOfStandard(_ file: LibraryFile) -> [Diagnostic] {
        do throws(Diagnostics) {
            _ = try Scenario(
                name: file.name, yaml: StandardFiles.text(of: file.path) ?? "", file: file.path,
                providers: Loader.providerIds(StandardFiles.all))
            return []
        } catch {
            return error.list
        }
    }

    private static func nearestProviderIds(_ path: String) -> [String] {
        var parts = (Disk.absolute(path) ?? path).split(separator: "/")
        while !parts.isEmpty {
            let directory = "/" + parts.joined(separator: "/")
            if Disk.isDirectory("\(directory)/\(LibraryFile.profilesDirectory)") {
                return providerIds(ScenarioSources(hasStandard: false, directories: [directory]))
            }
            parts.removeLast()
        }
        return []
    }

    /// Returns the ids of the profiles of the sources, including those with mistakes.
    private static func providerIds(_ sources: ScenarioSources) -> [String] {
        let profiles = sources.directories.flatMap { directory in
            (try? DirectoryWalk(below: "\(directory)/\(LibraryFile.profilesDirectory)"))?.files
                ?? []
        }
        return Loader.providerIds(profiles + (sources.hasStandard ? StandardFiles.all : []))
    }
}
