import ArgumentParser
import Escaping
import Glibc
import Scenarios

/// The files that a command reads and those that it writes. None may be both, and no two outputs
/// may be one file, whatever paths, links or redirections lead to it: found out before anything is
/// written.
struct CommandFiles {
    private struct Entry {
        let name: String
        let isOutput: Bool
        /// Written by several, like a pipe, each adding to what the others write.
        let isShared: Bool
    }

    private static let errorName = "standard error"

    private var entries: [OutputFile.Identity: [Entry]] = [:]

    /// Standard output and standard error, which every command writes.
    init() {
        for (path, name) in [
            ("/dev/stdout", "standard output"), ("/dev/stderr", Self.errorName),
        ] {
            add(OutputFile(path: path, role: ""), as: name)
        }
    }

    /// The command reads the file of that path, or all files of these sources.
    mutating func read(_ path: String?) {
        // A path without a file cannot be read, and may be the name of a scenario.
        guard let path, let identity = OutputFile(path: path, role: "").identity,
            case .file = identity
        else { return }
        entries[identity, default: []]
            .append(Entry(name: path, isOutput: false, isShared: false))
    }

    mutating func read(_ sources: ScenarioSources) {
        for path in sources.fingerprint.paths { read(path) }
    }

    /// The command writes the file.
    mutating func write(_ file: OutputFile) {
        add(file, as: file.path)
    }

    private mutating func add(_ file: OutputFile, as name: String) {
        guard let identity = file.identity else { return }
        entries[identity, default: []]
            .append(Entry(name: name, isOutput: true, isShared: file.isShared))
    }

    /// - Throws: `ValidationError` for a file that is named twice and written at least once.
    func check() throws {
        for same in entries.values where same.count > 1 {
            guard let complaint = Self.complaint(about: same) else { continue }
            guard same.contains(where: { $0.name == Self.errorName }) else {
                throw ValidationError(complaint)
            }
            // Not there, where it would be written into the other file.
            Output.standard.write(line: "Error: \(complaint)".folded())
            throw ExitCode.validationFailure
        }
    }

    private static func complaint(about same: [Entry]) -> String? {
        let outputs = same.filter(\.isOutput)
        guard let output = outputs.first else { return nil }
        if let input = same.first(where: { !$0.isOutput }) {
            return "\(input.name) is read and \(output.name) written, and they are the same file; "
                + "write another one"
        }
        guard let clash = outputs.lastIndex(where: { !$0.isShared }),
            let other = outputs.indices.first(where: { $0 != clash })
        else { return nil }
        return "\(outputs[other].name) and \(outputs[clash].name) are the same file; "
            + "give each its own"
    }
}
