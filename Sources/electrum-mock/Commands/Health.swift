import ArgumentParser
import HTTPServing
import Vocabulary

struct Health: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask a running mock whether it is healthy.",
        discussion: """
            Finds the control API by the options and environment variables of `serve`. Exits with \
            0 when the mock is healthy, 1 when it is not or does not answer. Certificates are not \
            verified; a mock that demands one of its clients is healthy when it does so, and keeps \
            the check out of the journal if it has an --admin-listen.
            """)

    @Option(
        help: ArgumentHelp(
            "The mock to ask, as in https://localhost:8443 or unix:PATH.",
            valueName: "url"))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The process of a `serve` whose command line has the options; 1 in a container.",
            valueName: "id"))
    var pid: UInt32?

    @Option(
        help: ArgumentHelp(
            "The longest wait for the mock at any point, such as 2s.", valueName: "duration"))
    var timeout = Duration.seconds(2)

    @OptionGroup(visibility: .hidden) var options: ServeOptions

    private static let timeoutMax = Duration.seconds(3_600)
    private static let argumentBytesMax = 4 * 1024 * 1024

    func validate() throws {
        guard url == nil || pid == nil else {
            throw ValidationError("give either --url or --pid")
        }
        try timeout.check("--timeout", from: .milliseconds(1), to: Self.timeoutMax)
    }

    func run() throws {
        let (address, isTLS) = try place()
        let probe = HealthProbe(of: address, isTLS: isTLS, timeoutMs: timeout.milliseconds)
        let answer: HealthProbe.Answer
        do {
            answer = try probe.get("/_mock/health")
        } catch {
            Output.error.tell("\(probe.url) is not healthy: \(error)")
            throw ExitCode(1)
        }
        switch answer {
        case .status(200), .certificateDemanded:
            Output.standard.write(line: "\(probe.url) is healthy")
        case .status(let status):
            Output.error.tell(
                "\(probe.url) is not healthy: it answers \(status) to /_mock/health")
            throw ExitCode(1)
        }
    }

    /// Returns the address of the control API.
    private func place() throws -> (ListenAddress, isTLS: Bool) {
        if let url {
            guard let place = Self.place(of: url) else {
                throw ValidationError("--url is like http://127.0.0.1:8080, not \(url)")
            }
            return place
        }
        let served = try pid.map(Self.options) ?? options
        let listen = served.main.listen.first
        let address = served.control.adminListen ?? listen ?? Serve.usualAddress
        guard address.port != 0 || address.isUnix else {
            throw ValidationError("the mock listens on any free port: name its address with --url")
        }
        return (address.reachable, served.tls.isOn)
    }

    private static func place(of url: String) -> (ListenAddress, isTLS: Bool)? {
        if url.hasPrefix("unix:") {
            return (try? ListenAddress(parsing: url)).map { ($0, isTLS: false) }
        }
        guard let end = url.firstRange(of: "://") else { return nil }
        let scheme = url[..<end.lowerBound].lowercased()
        guard let usualPort = ["http": 80, "https": 443][scheme] else { return nil }
        let authority = String(url[end.upperBound...].prefix { !"/?#".contains($0) })
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let hasPort = authority.last != "]" && authority.contains(":")
        let text = hasPort ? authority : "\(authority):\(usualPort)"
        return (try? ListenAddress(parsing: text)).map { ($0.reachable, scheme == "https") }
    }

    /// Returns the options of the `serve` in the command line of a process, which may be an init
    /// that started it, completed from this process's environment.
    private static func options(of pid: UInt32) throws -> ServeOptions {
        let path = "/proc/\(pid)/cmdline"
        let bytes: [UInt8]
        do {
            bytes = try WholeFile(path: path).read(atMost: argumentBytesMax)
        } catch {
            Output.error.tell("cannot read the options of process \(pid): \(path): \(error)")
            throw ExitCode(1)
        }
        let words = bytes.split(separator: 0, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.dropLast()
        guard let index = words.firstIndex(of: "serve") else {
            throw ValidationError("process \(pid) is not an `electrum-mock serve`")
        }
        let serve = EnvironmentOptions.complete(Array(words[index...]))
        return try Serve.parse(Array(serve.dropFirst())).options
    }
}
