import ArgumentParser
import ElectrumSwitch
import HTTPServing
import Scenarios
import Vocabulary

extension ServeOptions {
    /// The options that most users need.
    struct Main: ParsableArguments {
        enum ClockMode: String, OptionWord {
            case real, manual
        }

        @Option(
            help: ArgumentHelp(
                """
                The address to listen on: host:port, [ipv6]:port, *:port for every address, or \
                unix:path; port 0 takes a free one; may be repeated. Default: for serve \
                127.0.0.1:8080 or the sockets of systemd, else a free port.
                """, valueName: "host:port"))
        var listen: [ListenAddress] = []

        @Option(
            help: ArgumentHelp(
                "The journal file; an existing file is replayed.", valueName: "file"),
            completion: .file())
        var journal: String?

        @Option(
            help: ArgumentHelp(
                "The number that voucher codes and faults are drawn from. Default: random.",
                valueName: "number"))
        var seed: UInt64?

        @Option(
            help: ArgumentHelp(
                "The clock of sandboxes; a manual one is advanced by POST …/clock.",
                valueName: "source"))
        var clock = ClockMode.real
    }

    /// The sandboxes and who gets which.
    struct Sandboxes: ParsableArguments {
        enum Key: String, OptionWord {
            case client
        }

        enum Making: String, OptionWord {
            case implicit, explicit
        }

        @Option(
            help: ArgumentHelp(
                "Give each client a sandbox, unless path or header name one.", valueName: "key"))
        var sandboxBy: Key?

        @Option(
            help: ArgumentHelp(
                "implicit: the first message makes a sandbox. explicit: tests must make it.",
                valueName: "making"))
        var sandboxes = Making.implicit
    }

    /// The demands on the messages of tills, and their answers.
    struct Messages: ParsableArguments {
        enum AuthScheme: String, OptionWord {
            case any, basic, oauth2
        }

        enum AnonymousAccess: String, OptionWord {
            case nothing, reads
        }

        enum UnknownFields: String, OptionWord {
            case refuse, ignore
        }

        @Option(
            help: ArgumentHelp("The authentication that messages must have.", valueName: "scheme"))
        var auth = AuthScheme.any

        @Option(
            help: ArgumentHelp(
                "A YAML file of the known users and OAuth2 clients. Default: any are accepted.",
                valueName: "file"), completion: .file())
        var credentials: String?

        @Option(
            help: ArgumentHelp(
                "The validity of access tokens on the sandbox clock, such as 1h or 90s.",
                valueName: "duration"))
        var tokenLifetime = Duration.seconds(3_600)

        @Option(
            help: ArgumentHelp(
                "The operations that need no Authorization; reads are those by GET.",
                valueName: "operations"))
        var anonymous = AnonymousAccess.nothing

        @Option(
            help: ArgumentHelp(
                "Refuse members of a body that the contract does not know, or ignore them.",
                valueName: "reaction"))
        var unknownFields = UnknownFields.refuse

        @Option(
            help: ArgumentHelp(
                "The member of an error that has the provider's own message.", valueName: "member"))
        var providerErrorName = ProviderErrorName.providerErrorMsg

        func validate() throws {
            try tokenLifetime.check(
                "--token-lifetime", from: .milliseconds(1), to: WrittenDuration.longest)
        }
    }

    /// The control API, the console, and who may reach them.
    struct Control: ParsableArguments {
        enum ConsoleState: String, OptionWord {
            case on, off
        }

        @Option(
            help: ArgumentHelp(
                "The console is a web page for people, served beside the control API.",
                valueName: "state"))
        var console = ConsoleState.on

        @Option(
            help: ArgumentHelp(
                "An address for the control API alone.", valueName: "host:port"))
        var adminListen: ListenAddress?

        @Option(
            help: ArgumentHelp(
                "The bearer token that the control API demands.", valueName: "token"))
        var adminToken: String?

        @Option(
            help: ArgumentHelp(
                "A file with that token, which the list of processes does not show.",
                valueName: "file"), completion: .file())
        var adminTokenFile: String?

        @Option(
            help: ArgumentHelp(
                """
                A host name that the control API accepts, besides localhost and the addresses it \
                listens on; * is any; may be repeated.
                """, valueName: "name"))
        var allowHost: [String] = []

        @Option(
            help: ArgumentHelp(
                """
                An origin whose web pages may act as tills, such as https://till.example; * is \
                any; may be repeated.
                """, valueName: "origin"))
        var corsOrigin: [String] = []

        func validate() throws {
            for origin in corsOrigin where !Self.isOrigin(origin) {
                throw ValidationError(
                    "--cors-origin is like https://till.example or *, without a path; not \(origin)"
                )
            }
            guard adminToken != "" else {
                throw ValidationError("--admin-token must not be empty")
            }
            guard adminToken == nil || adminTokenFile == nil else {
                throw ValidationError("give either --admin-token or --admin-token-file")
            }
        }

        private static func isOrigin(_ text: String) -> Bool {
            if text == "*" { return true }
            let place = ["http://", "https://"].first { text.lowercased().hasPrefix($0) }
                .map { text.dropFirst($0.count) }
            return place.map { !$0.isEmpty && !$0.contains("/") && !$0.contains(" ") } ?? false
        }
    }

    /// The lines and files that the mock writes.
    struct Logging: ParsableArguments {
        @Flag(name: .shortAndLong, help: "Write no log line for each message to standard error.")
        var quiet = false

        @Option(help: ArgumentHelp("The format of log lines.", valueName: "format"))
        var logFormat = LogFormat.text

        @Option(help: ColorChoice.help) var color = ColorChoice.auto

        @Option(
            help: ArgumentHelp(
                "A file that is written with the addresses once the mock accepts connections.",
                valueName: "file"), completion: .file())
        var readyFile: String?
    }
}
