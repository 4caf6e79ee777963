import ArgumentParser
import ElectrumMock
import ElectrumSwitch
import Glibc
import HTTPServing
import Scenarios

/// What `serve` and `run` have in common.
struct ServeOptions: ParsableArguments {
    enum ClockMode: String, ExpressibleByArgument, CaseIterable {
        case real, manual
    }

    enum UnknownFields: String, ExpressibleByArgument, CaseIterable {
        case refuse, ignore
    }

    enum AuthScheme: String, ExpressibleByArgument, CaseIterable {
        case any, basic, oauth2
    }

    enum AnonymousAccess: String, ExpressibleByArgument, CaseIterable {
        case nothing, reads
    }

    enum SandboxMaking: String, ExpressibleByArgument, CaseIterable {
        case implicit, explicit
    }

    enum SandboxKey: String, ExpressibleByArgument, CaseIterable {
        case client
    }

    @Option(
        help: """
            Where to listen: HOST:PORT, [IPV6]:PORT or *:PORT for every address; port 0 is any \
            free one; may be repeated. 127.0.0.1:8080 unless given; for run any free port.
            """)
    var listen: [ListenAddress] = []

    @Option(help: "Where the control API listens, if not on the same address.")
    var adminListen: ListenAddress?

    @Option(help: "What requests to the control API must show as their bearer token.")
    var adminToken: String?

    @OptionGroup var library: LibraryOptions

    @Option(help: "What voucher codes and faults are drawn from; random unless given.")
    var seed: UInt64?

    @Option(help: "What moves the time: real or manual (POST …/clock).")
    var clock = ClockMode.real

    @Option(help: "What keeps sandboxes apart besides path and header: client.")
    var sandboxBy: SandboxKey?

    @Option(help: "What makes a sandbox: implicit, its first message does; explicit, a test must.")
    var sandboxes = SandboxMaking.implicit

    @Option(help: "The most sandboxes; the one that was idle longest makes room for another.")
    var sandboxesMax = 1_000

    @Option(
        help: ArgumentHelp(
            """
            A name by which the control API may be asked for, besides localhost and what it \
            listens on; * is any; may be repeated.
            """, valueName: "name"))
    var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            An origin whose pages may be tills, like https://till.example; * is any; may be \
            repeated.
            """, valueName: "origin"))
    var corsOrigin: [String] = []

    @Option(help: "What to do with members that the contract does not know: refuse or ignore.")
    var unknownFields = UnknownFields.refuse

    @Option(help: "How messages show who sends them: any, basic or oauth2.")
    var auth = AuthScheme.any

    @Option(help: "How long an access token is good, on the sandbox clock: 1h, 90s.")
    var tokenLifetime = "1h"

    @Option(
        help: ArgumentHelp(
            "A YAML file of users and OAuth2 clients; without it all are good.",
            valueName: "file"))
    var credentials: String?

    @Option(help: "What answers without Authorization: nothing or reads (GET).")
    var anonymous = AnonymousAccess.nothing

    @Option(
        help: """
            What errors call the provider's own message: providerErrorMsg or \
            providerErrorMessage.
            """)
    var providerErrorName = ProviderErrorName.providerErrorMsg

    @Option(
        help: ArgumentHelp(
            "Where to keep the journal; one that exists is lived through again.",
            valueName: "file"))
    var journal: String?

    @Option(help: "The most bytes of journal records that a sandbox keeps.")
    var journalBytesMax = 64 * 1024 * 1024

    @Option(help: "A file that tells where the mock is, once it is ready.")
    var readyFile: String?

    @Option(help: "How many queues share the work; half the processors unless given.")
    var lanes = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2, HTTPServer.lanesMax))

    @Option(help: "How long what can finish after SIGTERM may take; the rest is dropped at once.")
    var stopGraceMs: Int64 = 5_000

    @Flag(name: .shortAndLong, help: "No line per exchange on standard error.")
    var quiet = false

    @OptionGroup(title: "TLS")
    var tls: TLSOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    mutating func validate() throws {
        guard (1...HTTPServer.lanesMax).contains(lanes) else {
            throw ValidationError("--lanes must be 1 to \(HTTPServer.lanesMax), not \(lanes)")
        }
        let bounds = [
            ("journal-bytes-max", Int64(journalBytesMax)), ("stop-grace-ms", stopGraceMs),
        ]
        for (name, value) in bounds where !(0...LimitOptions.boundMax).contains(value) {
            throw ValidationError("--\(name) must be 0 to \(LimitOptions.boundMax), not \(value)")
        }
        guard (1...1_000_000).contains(sandboxesMax) else {
            throw ValidationError("--sandboxes-max must be 1 to 1000000, not \(sandboxesMax)")
        }
        for origin in corsOrigin where !Self.isOrigin(origin) {
            throw ValidationError(
                "--cors-origin is like https://till.example or *, without a path; not \(origin)")
        }
        guard let lifetime = Timespan(tokenLifetime), lifetime > .zero else {
            throw ValidationError(
                "--token-lifetime is not a valid duration: \(tokenLifetime); write it like 1h")
        }
        guard adminToken != "" else {
            throw ValidationError("--admin-token must not be empty")
        }
    }

    private static func isOrigin(_ text: String) -> Bool {
        if text == "*" { return true }
        let place = ["http://", "https://"].first { text.lowercased().hasPrefix($0) }
            .map { text.dropFirst($0.count) }
        return place.map { !$0.isEmpty && !$0.contains("/") && !$0.contains(" ") } ?? false
    }

    /// How messages must show who sends them.
    func authentication() throws -> Authentication {
        var authentication = Authentication()
        authentication.scheme = Authentication.Scheme(rawValue: auth.rawValue) ?? .any
        authentication.hasAnonymousReads = anonymous == .reads
        authentication.tokenLifetime = Timespan(tokenLifetime) ?? authentication.tokenLifetime
        do {
            authentication.known = try credentials.map(KnownCredentials.init(file:))
        } catch {
            Output.error.write(line: "\(error)")
            throw ExitCode(2)
        }
        return authentication
    }

    /// Opens the journal file, if there is to be one.
    func openJournal() throws -> JournalFile? {
        guard let journal else { return nil }
        do {
            let file = try JournalFile(path: journal) {
                Output.error.tell($0)
            }
            if let note = file.note { Output.error.tell(note) }
            return file
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(error.isUnbelievable ? 2 : 4)
        }
    }

    /// Tells where the mock is, once it is ready.
    var readyOutput: OutputFile? { readyFile.map { OutputFile(path: $0, role: "ready") } }

    /// Gets the certificate that clients must trust.
    var certificateOutput: OutputFile? {
        tls.tlsCertOut.map { OutputFile(path: $0, role: "certificate") }
    }

    /// Finds out whether everything that will be written can be and is no other file of the
    /// command, before anything is begun: after hours of tests it would be too late.
    ///
    /// - Parameters:
    ///   - inputs: the files that are read beside those of these options.
    ///   - reports: what is written beside them.
    func tryOut(reading inputs: [String?], writing reports: [OutputFile] = []) throws {
        let outputs = [readyOutput, certificateOutput].compactMap { $0 } + reports
        var files = CommandFiles()
        files.read(library.directories)
        for input in inputs + [credentials] + tls.inputs { files.read(input) }
        // Read and added to: no other output, and no input either.
        if let journal { files.write(OutputFile(path: journal, role: "journal")) }
        for output in outputs { files.write(output) }
        try files.check()
        do {
            for output in outputs { try output.tryOut() }
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
    }
}
