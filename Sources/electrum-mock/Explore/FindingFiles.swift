import Exploration
import Glibc

/// The scenario files of the findings of an exploration.
struct FindingFiles {
    private let directory: String
    private let setting: Setting
    /// The files as they are.
    private var written: [String: String] = [:]
    /// True once a file could not be written.
    private(set) var isIncomplete = false

    init(_ directory: String, _ setting: Setting) {
        self.directory = directory
        self.setting = setting
    }

    /// Writes a file for each finding, and removes those of findings that have become part of
    /// another.
    ///
    /// - Returns: the paths, in the order of the findings.
    mutating func write(_ findings: [Search.Finding]) -> [String] {
        var texts: [String: String] = [:]
        let paths = findings.map { finding in
            var path = "\(directory)/\(finding.fileStem).yaml"
            var number = 1
            while texts[path] != nil {
                number += 1
                path = "\(directory)/\(finding.fileStem)-\(number).yaml"
            }
            texts[path] = finding.schedule.scenario(
                setting, title: finding.title, duty: finding.duty)
            return path
        }
        for path in written.keys where texts[path] == nil { unlink(path) }
        for (path, text) in texts where written[path] != text {
            do {
                try OutputFile(path: path, role: "scenario").write(Array(text.utf8))
            } catch {
                Output.error.tell("\(error)")
                isIncomplete = true
            }
        }
        written = texts
        return paths
    }
}
