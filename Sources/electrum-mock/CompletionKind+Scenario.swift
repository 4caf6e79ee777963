import ArgumentParser
import Glibc
import Scenarios
import Till

extension CompletionKind {
    /// Names and files of scenarios.
    static let scenario = CompletionKind.custom { words, _, typed in
        ScenarioCompletion(words, typed).candidates
    }
}

extension CompletionKind {
    /// Names of a till's defects.
    static let defect = CompletionKind.list(
        (TillDefects.plain + TillDefects.composite).map(\.name))
}

/// The completions of a scenario that is being typed in a shell.
struct ScenarioCompletion {
    private let words: [String]
    private let typed: String

    /// - Parameters:
    ///   - words: those of the command line.
    ///   - typed: the beginning of the word that is completed.
    init(_ words: [String], _ typed: String) {
        self.words = words
        self.typed = typed
    }

    /// All names, those without a directory once something is typed, and scenario files.
    var candidates: [String] {
        let names = (try? ScenarioLibrary(sources))?.names ?? []
        let isShort = !typed.isEmpty && !typed.contains("/")
        let short =
            isShort ? names.compactMap { $0.split(separator: "/").last.map(String.init) } : []
        return (names + short + files).filter { $0.hasPrefix(typed) }
    }

    private var sources: ScenarioSources {
        let hasNone = words.contains("--no-standard-scenarios")
        return ScenarioSources(
            hasStandard: !hasNone, directories: LibraryOptions.ownDirectory + directories)
    }

    private var directories: [String] {
        let pairs = zip(words, words.dropFirst()).filter { $0.0 == "--scenarios" }.map(\.1)
        let joined = words.filter { $0.hasPrefix("--scenarios=") }.map { String($0.dropFirst(12)) }
        return pairs + joined
    }

    /// The scenario files and the directories where the typed path leads.
    private var files: [String] {
        let parent = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        guard let directory = opendir(parent.isEmpty ? "." : parent) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let isDirectory = entry.pointee.d_type == UInt8(DT_DIR) && !name.hasPrefix(".")
            if isDirectory { found.append("\(parent)\(name)/") }
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { found.append(parent + name) }
        }
        return found.sorted()
    }
}
