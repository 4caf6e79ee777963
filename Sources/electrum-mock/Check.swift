import ArgumentParser
import Scenarios

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check scenario files and provider profiles without starting anything.",
        discussion: "Reports every mistake of every file. Exits with 2 if there is one.")

    @OptionGroup var library: LibraryOptions

    @Argument(
        help: "Files and directories. Default: everything that `serve` reads.", completion: .file())
    var paths: [String] = []

    func run() throws {
        var files = CommandFiles()
        for path in paths { files.read(path) }
        try files.check()
        let sources = try library.sources()
        let result = ScenarioLibrary.check(paths, sources)
        for line in result.skipped + result.warnings { Output.error.tell(line) }
        guard result.diagnostics.list.isEmpty else {
            Output.error.write(line: "\(result.diagnostics)")
            throw ExitCode(2)
        }
        let place = paths.isEmpty ? " in \(sources.description)" : ""
        Output.standard.write(line: "\(result.fileCount) files, no mistakes\(place)")
    }
}
