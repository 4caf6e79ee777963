import ArgumentParser
import Escaping
import JSONTree
import Scenarios

struct ListScenarios: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios",
        abstract: "List the scenarios, or explain one as a table.",
        usage: "electrum-mock scenarios [<options>] [<name>]",
        discussion: """
            The directories that they come from, and files that override others, are written to \
            standard error. To copy a standard scenario: --show f1-dual-success > \
            scenarios/mine.yaml
            """)

    @Option(
        help: ArgumentHelp(
            "The format of the list: text, json, or a table for a GitHub job's summary.",
            valueName: "format"))
    var format = ListFormat.text

    @Argument(help: "The scenario to explain: its name or its file.", completion: .scenario)
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Print the file of a scenario or a profile (providers/ott); standard ones first.",
            valueName: "name"), completion: .scenario)
    var show: String?

    @OptionGroup var library: LibraryOptions

    @Option(help: ColorChoice.help) var color = ColorChoice.auto

    func validate() throws {
        guard name == nil || show == nil else {
            throw ValidationError("give either a name or --show")
        }
        guard format == .text || name == nil && show == nil else {
            throw ValidationError("--format is for the list, without a name")
        }
    }

    func run() throws {
        var files = CommandFiles()
        files.read(name)
        files.read(show)
        try files.check()
        // The shell may have emptied the file that a copy is written to: it must not be read first.
        if let show, !library.noStandardScenarios,
            let text = try? ScenarioLibrary(ScenarioSources()).text(of: show)
        {
            return Output.standard.write(text)
        }
        let library = try self.library.load(
            self.library.sources(for: [name, show].compactMap { $0 }))
        library.reportSkipped()
        if let name {
            Output.standard.write(line: try library.find(name).explanation)
        } else if let show {
            Output.standard.write(try text(of: show, in: library))
        } else {
            for line in library.overridden + ["from \(library.sources.description)"] {
                Output.error.write(line: line.folded())
            }
            switch format {
            case .text: Output.standard.write(line: library.listing)
            case .json:
                Output.standard.write(line: String(decoding: library.json.encoded, as: UTF8.self))
            case .github: Output.standard.write(line: library.markdown)
            }
        }
    }

    private func text(of name: String, in library: ScenarioLibrary) throws -> String {
        do {
            return try library.text(of: name)
        } catch {
            Output.error.tell("\(error)", "looked in \(library.sources.description)")
            throw ExitCode(2)
        }
    }
}
