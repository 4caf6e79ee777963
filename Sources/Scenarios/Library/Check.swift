extension ScenarioLibrary {
    /// What came of checking files.
    public struct CheckResult: Sendable {
        /// How many files were read.
        public let fileCount: Int
        /// Every mistake of every file; empty when all is well.
        public let diagnostics: Diagnostics
    }

    /// Checks files and directories without keeping anything. A scenario may name the profiles of
    /// the nearest directory above it that has `providers/`, else those of `defaultDirectories`.
    public static func check(_ paths: [String], defaultDirectories: [String]) -> CheckResult {
        var diagnostics: [Diagnostic] = []
        var fileCount = 0
        for path in paths {
            var loader = Loader()
            let files =
                Disk.isDirectory(path) ? loader.files(below: path) : [LibraryFile(path: path)]
            loader.read(files, providers: providerIds(for: path, else: defaultDirectories))
            diagnostics += loader.diagnostics
            fileCount += files.count
        }
        return CheckResult(fileCount: fileCount, diagnostics: Diagnostics(list: diagnostics))
    }

    private static func providerIds(for path: String, else defaults: [String]) -> [String] {
        var parts = (Disk.absolute(path) ?? path).split(separator: "/")
        while !parts.isEmpty {
            let directory = "/" + parts.joined(separator: "/")
            if Disk.isDirectory("\(directory)/\(LibraryFile.profilesDirectory)") {
                return providerIds(in: [directory])
            }
            parts.removeLast()
        }
        return providerIds(in: defaults)
    }

    private static func providerIds(in directories: [String]) -> [String] {
        providerIds(
            directories.flatMap { directory in
                (try? LibraryFile.all(below: "\(directory)/\(LibraryFile.profilesDirectory)")) ?? []
            })
    }
}
