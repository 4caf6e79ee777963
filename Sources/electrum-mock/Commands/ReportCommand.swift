import ArgumentParser
import Conformance
import Scenarios

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Judge the till from a journal file.",
        usage: "electrum-mock report [<options>] <journal>",
        discussion: """
            A sandbox that was made anew, deleted or evicted has a report for each of its lives. \
            Exits with 0 when the verdict is pass, 3 when it is fail or inconclusive, 2 when the \
            journal cannot be read or believed.
            """)

    /// The largest journal, in bytes; it takes a multiple of its size while it is judged.
    private static let journalBytesMax = 1024 * 1024 * 1024

    @Argument(
        help: "The journal file of `serve --journal FILE`; - is standard input.",
        completion: .file())
    var journal: String

    @Option(help: ArgumentHelp("The format of the report.", valueName: "format"))
    var format = ReportFormat.text

    @Option(
        help: ArgumentHelp(
            "The sandbox to judge, or all; required if the file holds several.", valueName: "name"))
    var sandbox: String?

    @Option(help: ColorChoice.help) var color = ColorChoice.auto

    func run() throws {
        var files = CommandFiles()
        files.read(path)
        try files.check()
        let reports = try read()
        let isOne = sandbox != "all" && reports.count == 1
        let text = isOne ? format.render(reports[0]) : format.render(reports)
        if format == .text {
            Output.standard.write(painted: text)
        } else {
            Output.standard.write(text)
        }
        guard reports.allSatisfy({ $0.verdict == .pass }) else { throw ExitCode(3) }
    }

    private var path: String { journal == "-" ? "/dev/stdin" : journal }

    private static func suggestion(for error: any Error) -> String {
        guard case JournalError.noSuchSandbox(let name, let known) = error else { return "" }
        return Suggestion.ending(for: name, among: known)
    }

    /// At least one report.
    private func read() throws -> [Report] {
        do {
            let journal = try Journal(
                ndjson: WholeFile(path: path).read(atMost: Self.journalBytesMax))
            if let note = journal.note { Output.error.tell(note) }
            return sandbox == "all"
                ? Report.all(of: journal) : try Report.all(of: journal, sandbox: sandbox)
        } catch {
            let suggestion = Self.suggestion(for: error)
            Output.error.tell("cannot judge \(self.journal): \(error)\(suggestion)")
            throw ExitCode(2)
        }
    }
}
