import Escaping
import Glibc

/// Every option can also be given as an environment variable: `--ready-file F` as
/// `ELECTRUM_MOCK_READY_FILE=F`, a flag as `ELECTRUM_MOCK_QUIET=1`, several directories of
/// scenarios as `ELECTRUM_MOCK_SCENARIOS=A:B`, several addresses as `ELECTRUM_MOCK_LISTEN=A,B`. The
/// command line takes precedence.
enum EnvironmentOptions {
    /// The options that take a value.
    static let options = [
        "listen", "admin-listen", "admin-token", "admin-token-file", "color", "log-format",
        "scenarios", "scenario", "seed", "clock", "console", "sandbox-by", "sandboxes",
        "sandboxes-max", "allow-host", "cors-origin", "unknown-fields",
        "anonymous", "auth", "token-lifetime", "credentials", "provider-error-name", "journal",
        "journal-bytes-max",
        "ready-file", "lanes", "head-bytes-max",
        "tls-cert", "tls-key", "tls-key-passphrase-file", "tls-self-signed", "tls-san",
        "tls-cert-out", "tls-client-ca", "handshake-timeout-ms",
        "target-bytes-max", "fields-max", "body-bytes-max", "pipelined-max", "idle-timeout-ms",
        "request-timeout-ms", "send-timeout-ms", "drain-timeout-ms", "drain-bytes-max",
        "stop-grace-ms",
    ]
    /// The separators between several values of an option that may be repeated.
    private static let separators: [String: Character] = [
        "listen": ",",
        "scenarios": ":", "allow-host": ",", "cors-origin": ",",
    ]
    /// The value that an option has when it is given without one.
    private static let bareValues = ["tls-self-signed": "p256"]
    /// The variable with the pass phrase of the TLS key: no option, since other users can read
    /// arguments. The command of `run` does not get it.
    static let passphrase = "ELECTRUM_MOCK_TLS_KEY_PASSPHRASE"
    /// In any case.
    private static let yes = ["1", "true", "yes"]
    private static let no = ["", "0", "false", "no"]
    /// Options that replace each other; one on the command line overrides the other's variable.
    private static let rivals = [
        "scenario": "plan", "plan": "scenario", "admin-token": "admin-token-file",
        "admin-token-file": "admin-token",
    ]
    /// The options of `run` besides those of `serve`.
    static let optionsOfRun = ["plan", "report", "drain"]
    /// The options of `explore` besides those of `serve`.
    static let optionsOfExplore = [
        "budget", "depth", "parallel", "till-timeout", "report", "out", "format",
    ]
    /// The flags of all commands that take the options of `serve`.
    static let flags = ["quiet"] + flagsOfLibrary
    /// The options and flags that only `serve` has.
    static let optionsOfServe = ["lame-duck"]
    static let flagsOfServe = ["stop-with-parent"]
    /// The options of the commands that only read scenarios.
    static let optionsOfLibrary = ["scenarios", "color"]
    static let flagsOfLibrary = ["no-standard-scenarios"]
    /// The options of `till` that `run` and users set.
    static let optionsOfTill = [
        "url", "messaging", "auth", "provider", "amount", "timeout", "sales", "ca", "color",
    ]

    /// The arguments of the process, completed from the environment.
    static let arguments = complete(Array(CommandLine.arguments.dropFirst()))

    /// Returns the value of an option of this process, which counts before the command line is
    /// parsed; nil where it has none.
    static func early(_ option: String) -> String? {
        let own = Array(arguments.prefix { $0 != "--" })
        let joined = own.last { $0.hasPrefix("--\(option)=") }
        if let joined { return String(joined.dropFirst(option.count + 3)) }
        guard let index = own.lastIndex(of: "--\(option)"), index + 1 < own.count else {
            return nil
        }
        return own[index + 1]
    }

    /// Returns a command and its arguments, completed from the environment.
    static func complete(_ given: [String]) -> [String] {
        guard let command = given.first, let (options, flags) = ownOptions(of: command) else {
            return given
        }
        // Arguments behind `--` belong to the command that is run.
        let own = Array(given.prefix { $0 != "--" })
        return [command] + fromEnvironment(options, flags, besides: own) + given.dropFirst()
    }

    /// Returns the options and flags that a command takes from the environment; nil for none.
    private static func ownOptions(
        of command: String
    ) -> (options: [String], flags: [String])? {
        switch command {
        case "serve": (options + optionsOfServe, flags + flagsOfServe)
        case "run": (options + optionsOfRun, flags)
        // It plays scenarios of its own.
        case "certify": (options.filter { $0 != "scenario" }, flags)
        case "explore":
            (options.filter { $0 != "scenario" } + optionsOfExplore + ["messaging"], flags)
        case "health": (options.filter { $0 != "scenario" }, flags)
        case "till": (optionsOfTill, [])
        case "report": (["color"], [])
        case "check", "scenarios", "demo": (optionsOfLibrary, flagsOfLibrary)
        default: nil
        }
    }

    private static func fromEnvironment(
        _ names: [String], _ flags: [String], besides given: [String]
    ) -> [String] {
        let set = flags.filter { yes.contains(value(of: $0)?.lowercased() ?? "") }
        let said = optionNames(in: given)
        let valued = names.flatMap { option -> [String] in
            guard var value = value(of: option),
                !said.contains(where: { $0 == option || $0 == rivals[option] ?? option })
            else { return [] }
            if let bare = bareValues[option] {
                if no.contains(value.lowercased()) { return [] }
                if yes.contains(value.lowercased()) { value = bare }
            }
            let values = separators[option].map { value.split(separator: $0) } ?? [value[...]]
            return values.map { "--\(option)=\($0)" }
        }
        return valued + set.map { "--\($0)" }
    }

    /// The options that may be repeated; every other option has one value.
    private static let repeatable = [
        "scenarios", "listen", "report", "tls-san", "allow-host", "cors-origin",
    ]

    /// Returns the error for an option that is given twice though it has one value; nil for none.
    /// Otherwise the last one would win silently.
    static func repeatedOption(in arguments: [String]) -> String? {
        let said = optionNames(in: arguments.prefix { $0 != "--" })
        for option in options + optionsOfServe + optionsOfRun + optionsOfExplore
        where !repeatable.contains(option) {
            let count = said.count { $0 == option }
            guard count > 1 else { continue }
            let hint =
                option == "scenario"
                ? "several scenarios are played by run --plan FILE, a name on each line"
                : "give it once"
            return "--\(option) is given \(count) times; \(hint)"
        }
        return nil
    }

    /// Returns the error for the variable of a flag that says neither yes nor no; nil for none.
    static func unclearFlag(in arguments: [String]) -> String? {
        guard let command = arguments.first, let (_, flags) = ownOptions(of: command) else {
            return nil
        }
        for flag in flags {
            guard let value = value(of: flag), !(yes + no).contains(value.lowercased()) else {
                continue
            }
            return "\(variable(of: flag)) is 1 or 0, not `\(value.escaped(for: .line, max: 100))`"
        }
        return nil
    }

    /// Returns the names of the options among arguments, each as often as it is given.
    private static func optionNames(in arguments: some Sequence<String>) -> [Substring] {
        arguments.filter { $0.hasPrefix("--") }.map { $0.dropFirst(2).prefix { $0 != "=" } }
    }

    private static func value(of option: String) -> String? {
        getenv(variable(of: option)).map { String(cString: $0) }
    }

    private static func variable(of option: String) -> String {
        // Not by `replacing`: each start asks for 50, and it takes a hundred times as long.
        let letters = option.uppercased().utf8.map {
            $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0
        }
        return "ELECTRUM_MOCK_" + String(decoding: letters, as: UTF8.self)
    }
}
