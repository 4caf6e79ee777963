import Foundation

/// A directory with one scenario, for as long as it is measured.
struct ScenarioFolder {
    private let url: URL

    /// - Parameter rules: the file's `rules`, as YAML.
    init(rules: String) throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "electrum-mock-benchmark-\(getpid())-\(Uptime.ns)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data("title: A measurement\nrules:\n\(rules)\n".utf8)
            .write(to: url.appending(path: "measured.yaml"))
    }

    /// The options with which the product plays the scenario.
    var options: [String] { ["--scenarios", url.path(), "--scenario", "measured"] }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}
