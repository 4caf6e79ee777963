import ArgumentParser

/// The command behind `--` that plays the till: its name and its arguments.
struct CommandArgument: ParsableArguments {
    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The till's command and its arguments, after --.", valueName: "command"))
    var words: [String] = []

    /// Throws a usage error if there is none. Not `validate`: `certify --verify` takes none.
    func demand() throws {
        guard !words.isEmpty else {
            throw ValidationError("the command is missing: it comes last, as in -- ./till-tests.sh")
        }
    }
}
