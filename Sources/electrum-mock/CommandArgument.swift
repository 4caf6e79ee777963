import ArgumentParser
import HTTPServing

/// The command behind `--` that plays the till: its name and its arguments.
struct CommandArgument: ParsableArguments {
    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The till's command and its arguments, after --.", valueName: "command"))
    var words: [String] = []

    /// Throws a usage error if there is none, or if it could not reach the mock by a URL. Not
    /// `validate`: `certify --verify` takes none.
    ///
    /// - Parameter addresses: those that the mock listens on; none for a free port.
    func demand(reaching addresses: [ListenAddress]) throws {
        guard !words.isEmpty else {
            throw ValidationError("the command is missing: it comes last, as in -- ./till-tests.sh")
        }
        guard addresses.isEmpty || addresses.contains(where: { !$0.isUnix }) else {
            throw ValidationError(
                "the command gets a URL, which names no socket in the file system: "
                    + "add --listen 127.0.0.1:0")
        }
    }
}
