import ArgumentParser
import ElectrumMock
import Escaping
import JSONTree
import Scenarios

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check scenario files and provider profiles without starting anything.",
        usage: "electrum-mock check [<options>] [<paths> ...]",
        discussion: "Reports every mistake of every file. Exits with 2 if there is one.")

    @Option(
        help: ArgumentHelp(
            "The format: text, json, or annotations for a GitHub job.", valueName: "format"))
    var format = ListFormat.text

    @Argument(
        help: "Files and directories. Default: everything that `serve` reads.", completion: .file())
    var paths: [String] = []

    @OptionGroup var library: LibraryOptions

    @Option(help: ColorChoice.help) var color = ColorChoice.auto

    func run() throws {
        var files = CommandFiles()
        for path in paths { files.read(path) }
        try files.check()
        let sources = try library.sources()
        let result = ScenarioLibrary.check(paths, sources)
        let place = paths.isEmpty ? " in \(sources.description)" : ""
        switch format {
        case .text: tell(result, place)
        case .json:
            Output.standard.write(line: String(decoding: result.json.encoded, as: UTF8.self))
        case .github:
            for line in result.annotations { Output.standard.write(line: line) }
            Output.standard.write(line: Self.answer(result, place))
        }
        guard result.diagnostics.list.isEmpty else { throw ExitCode(2) }
    }

    /// The answer, and then what it comes from.
    private func tell(_ result: ScenarioLibrary.CheckResult, _ place: String) {
        Output.standard.write(line: Self.answer(result, place))
        for line in result.skipped + result.warnings { Output.error.tell(line) }
        guard !result.diagnostics.list.isEmpty else { return }
        // On a terminal the answer is to stand above.
        Output.standard.flush(patienceMs: Self.answerMs)
        Output.error.tell(result.diagnostics)
    }

    private static let answerMs = 100

    private static func answer(_ result: ScenarioLibrary.CheckResult, _ place: String) -> String {
        let count = result.diagnostics.list.count
        let files = result.fileCount == 1 ? "1 file" : "\(result.fileCount) files"
        let mistakes = count == 0 ? "no mistakes" : count == 1 ? "1 mistake" : "\(count) mistakes"
        return "\(files), \(mistakes)\(place)".folded()
    }
}
