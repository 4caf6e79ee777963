extension ScenarioLibrary {
    /// A text that changes whenever a file of the directories does, comes or goes.
    public static func fingerprint(of directories: [String]) -> String {
        directories.map { directory in
            let files = (try? LibraryFile.all(below: directory)) ?? []
            return files.map { "\($0.path) \(Disk.stamp(of: $0.path))" }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
