import ArgumentParser
import Scenarios

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check scenario files and provider profiles without starting anything.",
        discussion: "Exits with 2 when there is a mistake, and tells every one of every file.")

    @Argument(help: "Files and directories; the default directories unless given.")
    var paths: [String] = []

    func run() throws {
        let defaults = LibraryOptions.standardDirectories
        let result = ScenarioLibrary.check(
            paths.isEmpty ? defaults : paths, defaultDirectories: defaults)
        guard result.diagnostics.list.isEmpty else {
            Output.error.write(line: "\(result.diagnostics)")
            throw ExitCode(2)
        }
        Output.standard.write(line: "\(result.fileCount) files, no mistakes")
    }
}
