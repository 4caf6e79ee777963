import ArgumentParser
import ElectrumMock
import Escaping
import Glibc
import Scenarios
import Vocabulary

@main
struct ElectrumMockCommand: AsyncParsableCommand {
    static let name = "electrum-mock"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "A mock of the Electrum voucher switch, for developers of tills.",
        version: ProductInfo.build,
        subcommands: [
            Serve.self, Run.self, Demo.self, TillCommand.self, Certify.self, Explore.self,
            ReportCommand.self, Check.self, ListScenarios.self, Health.self,
        ])

    /// Runs the tool like ArgumentParser's own `main`, with options from the environment, and an
    /// exit code for output that could not be written.
    ///
    /// Not asynchronous: its thread would end before it waits for signals, and to unwind its stack
    /// glibc loads a library first, and reads tables of half a megabyte.
    static func main() {
        ProcessSettings.tuneAllocator()
        Output.prepare()
        Task.detached {
            let code = await run(EnvironmentOptions.arguments)
            Glibc.exit(Output.finish(code))
        }
        Signals.takeForAllThreads()
    }

    /// Returns the complaint about a word that is no command, the first one or the one behind
    /// `help`; nil if it is a command or an option.
    private static func complaint(about arguments: [String]) -> String? {
        let word = arguments.first { $0 != "help" } ?? ""
        let names = configuration.subcommands.map { $0._commandName } + ["help"]
        guard !word.isEmpty, !word.hasPrefix("-"), !names.contains(word) else { return nil }
        return "unknown command `\(word.escaped(for: .line, max: 100))`"
            + Suggestion.ending(for: word, among: names)
            + "\nCommands: " + names.joined(separator: ", ")
    }

    /// Returns the command of the arguments.
    ///
    /// The named subcommand parses them alone: the root goes through all of its options several
    /// times first, which is a fifth of the start of `serve`. Where the subcommand does not come
    /// out with a command, as for help and mistakes, the root parses, since its texts name the
    /// whole command.
    private static func command(of arguments: [String]) throws -> any ParsableCommand {
        let named = configuration.subcommands.first { $0._commandName == arguments.first }
        if let named, let command = try? named.parseAsRoot(Array(arguments.dropFirst())),
            type(of: command) == named
        {
            return command
        }
        return try parseAsRoot(arguments)
    }

    /// Runs the command of the arguments; help and usage errors are output like any other. Returns
    /// the exit code.
    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            let mistake =
                EnvironmentOptions.repeatedOption(in: arguments)
                ?? EnvironmentOptions.unclearFlag(in: arguments) ?? complaint(about: arguments)
            if let mistake { throw ValidationError(mistake) }
            var command = try command(of: arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            let code = exitCode(for: error)
            let message = message(for: error, of: arguments)
            guard !message.isEmpty else { return code.rawValue }
            if code == .success {
                Output.standard.write(line: message)
            } else {
                Output.error.write(line: message.folded())
            }
            return code.rawValue
        }
    }

    /// Returns the text of an error. ArgumentParser knows the command of a usage error only if it
    /// is found in parsing.
    private static func message(for error: any Error, of arguments: [String]) -> String {
        let command = configuration.subcommands.first { $0._commandName == arguments.first }
        guard let error = error as? ValidationError, let command else {
            return tellingForm(fullMessage(for: error))
        }
        return """
            Error: \(error.message)
            Usage: \(usageString(for: command))
              See '\(_commandName) \(command._commandName) --help' for more information.
            """
    }

    /// Adds the form that a value has to have where the text, which has the help of an option then,
    /// says nothing of it: options without help are limits, and those are whole numbers.
    private static func tellingForm(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines[0].hasPrefix("Error: The value"), lines[0].hasSuffix("'"),
            !text.contains("\nHelp:")
        else { return text }
        lines[0] += ", which takes a whole number"
        return lines.joined(separator: "\n")
    }
}
