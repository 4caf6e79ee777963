import ArgumentParser
import Scenarios

struct ListScenarios: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios",
        abstract: "List the scenarios there are, or explain one as a table.")

    @OptionGroup var library: LibraryOptions

    @Argument(help: "The scenario to explain.")
    var name: String?

    func run() throws {
        let library = try library.load()
        Output.standard.write(
            line: try name.map { try library.find($0).explanation } ?? library.listing)
    }
}
