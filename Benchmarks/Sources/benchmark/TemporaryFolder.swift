import Foundation

/// A directory of files for as long as they are needed.
struct TemporaryFolder {
    /// The directory, with a slash at its end.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "electrum-mock-benchmark-\(getpid())-\(Uptime.ns)/")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path()
    }

    /// A directory with one scenario, `measured`.
    ///
    /// - Parameter rules: the file's `rules`, as YAML.
    init(rules: String) throws {
        try self.init()
        try write("title: A measurement\nrules:\n\(rules)\n", to: "measured.yaml")
    }

    /// The options with which the product plays the scenario.
    var options: [String] { ["--scenarios", path, "--scenario", "measured"] }

    /// Writes a file of the directory.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path + name))
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
