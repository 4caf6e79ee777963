import ArgumentParser
import ElectrumMock
import ElectrumSwitch
import Glibc
import HTTPServing
import Scenarios

/// The options that `serve` and `run` share.
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

    enum ConsoleState: String, ExpressibleByArgument, CaseIterable {
        case on, off
    }

    enum SandboxKey: String, ExpressibleByArgument, CaseIterable {
        case client
    }

    @Option(
        help: ArgumentHelp(
            """
            The address to listen on: host:port, [ipv6]:port, *:port for every address, or \
            unix:path; port 0 selects a free one; may be repeated. Default: 127.0.0.1:8080, or the \
            sockets of systemd; for run a free port.
            """, valueName: "address"))
    var listen: [ListenAddress] = []

    @Option(
        help: ArgumentHelp(
            "The address of the control API, if it is to have one of its own.",
            valueName: "host:port"))
    var adminListen: ListenAddress?

    @Option(
        help: ArgumentHelp(
            "The bearer token that requests to the control API must show.", valueName: "token"))
    var adminToken: String?

    @Option(
        help: ArgumentHelp("A file with that token, which others cannot see.", valueName: "file"),
        completion: .file())
    var adminTokenFile: String?

    @Option(
        help: ArgumentHelp(
            "on: a page for people is served where the control API is.", valueName: "state"))
    var console = ConsoleState.on

    @OptionGroup var library: LibraryOptions

    @OptionGroup var colors: ColorOption

    @Option(
        help: ArgumentHelp(
            "The seed of voucher codes and faults. Default: random.", valueName: "seed"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "The clock source of sandboxes; a manual one is moved by POST …/clock.",
            valueName: "source"))
    var clock = ClockMode.real

    @Option(
        help: ArgumentHelp(
            "A sandbox for each client, besides those named by path and header.", valueName: "key"))
    var sandboxBy: SandboxKey?

    @Option(
        help: ArgumentHelp(
            "implicit: the first message makes a sandbox. explicit: tests have to make it.",
            valueName: "making"))
    var sandboxes = SandboxMaking.implicit

    @Option(
        help: ArgumentHelp(
            "The most sandboxes; beyond it the one that was idle longest is evicted.",
            valueName: "count"))
    var sandboxesMax = 1_000

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
            An origin whose pages may act as tills, like https://till.example; * is any; may be \
            repeated.
            """, valueName: "origin"))
    var corsOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "The treatment of members that the contract does not know.", valueName: "treatment"))
    var unknownFields = UnknownFields.refuse

    @Option(help: ArgumentHelp("The authentication that messages must show.", valueName: "scheme"))
    var auth = AuthScheme.any

    @Option(
        help: ArgumentHelp(
            "The validity of access tokens on the sandbox clock, such as 1h or 90s.",
            valueName: "duration"))
    var tokenLifetime = "1h"

    @Option(
        help: ArgumentHelp(
            "A YAML file of the known users and OAuth2 clients. Default: all are accepted.",
            valueName: "file"), completion: .file())
    var credentials: String?

    @Option(
        help: ArgumentHelp(
            "The operations that are answered without Authorization; reads are those by GET.",
            valueName: "operations"))
    var anonymous = AnonymousAccess.nothing

    @Option(
        help: ArgumentHelp(
            "The name of the member of errors with the provider's own message.", valueName: "name"))
    var providerErrorName = ProviderErrorName.providerErrorMsg

    @Option(
        help: ArgumentHelp("The journal file. An existing file is replayed.", valueName: "file"),
        completion: .file())
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "The most bytes of journal records that a sandbox keeps in memory.",
            valueName: "bytes"))
    var journalBytesMax = 64 * 1024 * 1024

    @Option(
        help: ArgumentHelp(
            "A file to write once the mock accepts connections, with its addresses.",
            valueName: "file"), completion: .file())
    var readyFile: String?

    @Option(
        help: ArgumentHelp(
            "The number of queues that share the work. Default: half the processors.",
            valueName: "count"))
    var lanes = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2, HTTPServer.lanesMax))

    @Option(
        help: ArgumentHelp(
            "The time in which exchanges may finish after SIGTERM, in milliseconds.",
            valueName: "ms"))
    var stopGraceMs: Int64 = 5_000

    @Flag(name: .shortAndLong, help: "Write no line per exchange to standard error.")
    var quiet = false

    @Option(
        help: ArgumentHelp("The form of those lines.", valueName: "format"))
    var logFormat = LogFormat.text

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

    /// Returns the authentication that messages must show.
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

    /// The largest file of a token, in bytes.
    private static let tokenBytesMax = 4_096

    /// Returns the token of the control API; nil for none.
    func token() throws -> String? {
        guard let adminTokenFile else { return adminToken }
        do {
            let bytes = try WholeFile(path: adminTokenFile).read(atMost: Self.tokenBytesMax)
            let token =
                bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .first.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 } ?? []
            let rest = bytes.dropFirst(token.count).allSatisfy { $0 == 0x0A || $0 == 0x0D }
            guard !token.isEmpty, rest, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw WholeFile.Failure(
                    description: "a token is one line of letters, digits and signs")
            }
            return String(decoding: token, as: UTF8.self)
        } catch {
            Output.error.tell("\(adminTokenFile): \(error)")
            throw ExitCode(2)
        }
    }

    /// Adds the sockets that systemd passes on (sd_listen_fds(3)): for tills, or for the control
    /// API if its name is `admin`. A command that is started does not get them.
    mutating func takeInheritedSockets() throws {
        let names = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
        let values = names.map { name in getenv(name).map { String(cString: $0) } ?? "" }
        guard Int32(values[0]) == getpid(), let count = Int32(values[1]),
            (1...Self.inheritedMax).contains(count)
        else { return }
        for name in names { unsetenv(name) }
        let labels = values[2].split(separator: ":", omittingEmptySubsequences: false)
        var tills: [ListenAddress] = []
        do {
            for index in 0..<count {
                let address = try ListenAddress(inherited: Self.firstInherited + index)
                let isForControl =
                    labels.indices.contains(Int(index)) && labels[Int(index)] == "admin"
                if isForControl, adminListen == nil {
                    adminListen = address
                } else {
                    tills.append(address)
                }
            }
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
        listen = tills + listen
    }

    /// SD_LISTEN_FDS_START, and the most sockets that are taken.
    private static let firstInherited: Int32 = 3
    private static let inheritedMax: Int32 = 64

    /// Opens the journal file, if there is one.
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

    /// The ready file, which names the addresses of the mock once it is ready.
    var readyOutput: OutputFile? { readyFile.map { OutputFile(path: $0, role: "ready") } }

    /// The file for the certificate that clients must trust.
    var certificateOutput: OutputFile? {
        tls.tlsCertOut.map { OutputFile(path: $0, role: "certificate") }
    }

    /// Checks, before anything begins, that every output file can be written and is not another
    /// file of the command: after hours of tests it would be too late.
    ///
    /// - Parameters:
    ///   - inputs: the files that are read beside those of these options.
    ///   - reports: what is written beside them.
    func tryOut(reading inputs: [String?], writing reports: [OutputFile] = []) throws {
        let outputs = [readyOutput, certificateOutput].compactMap { $0 } + reports
        var files = CommandFiles()
        files.read(library.directories)
        for input in inputs + [credentials, adminTokenFile] + tls.inputs { files.read(input) }
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
