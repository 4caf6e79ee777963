import ArgumentParser
import ElectrumMock
import Glibc
import HTTPServing
import Vocabulary

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        // A command below another is not asked for completion scripts, which takes two parses.
        _superCommandName: ElectrumMockCommand.name,
        abstract: "Serve the mock until SIGTERM or SIGINT.",
        discussion: """
            The first line on standard output has the base URL for tills, once connections are \
            accepted; the second has the address of the console, for a browser; each further \
            --listen adds a line. Every option can also be an environment variable: --ready-file \
            is ELECTRUM_MOCK_READY_FILE. --help-hidden also shows the limits.
            """)

    /// The options that most users need, beside those of `ServeOptions.Main`.
    struct Main: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The scenario that sandboxes play: its name or its file. Default: no faults.",
                valueName: "scenario"), completion: .scenario)
        var scenario: String?
    }

    /// The end of the mock.
    struct Stopping: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                """
                The time after SIGTERM in which the mock still serves while /_mock/ready answers \
                503, so that a balancer takes it out first, such as 3s.
                """, valueName: "duration"))
        var lameDuck = Duration.zero

        @Flag(help: "Stop when the process that started the mock ends.")
        var stopWithParent = false

        private static let lameDuckMax = Duration.seconds(3_600)

        func validate() throws {
            try lameDuck.check("--lame-duck", from: .zero, to: Self.lameDuckMax)
        }
    }

    @OptionGroup(title: "Main options") var main: Main

    @OptionGroup var options: ServeOptions

    @OptionGroup(title: "Stopping") var stopping: Stopping

    /// The address to listen on when no option says.
    static let usualAddress = ListenAddress(host: "127.0.0.1", port: 8080)

    /// The time in which the first line has to be written, in milliseconds.
    private static let firstLineMs = 100

    /// Returns the address of the console, with the token where one is needed: a fragment is sent
    /// to no server and so stands in no log. Nil without a console.
    private func consoleAddress(of server: MockServer, token: String?) -> String? {
        guard options.control.console == .on, let url = server.consoleURL else { return nil }
        let fragment = token.map { "#token=\($0.percentEncoded)" } ?? ""
        return url + fragment
    }

    func run() async throws {
        // Not in `run`, whose command would inherit it: some programs rely on a low limit.
        ProcessSettings.raiseDescriptorLimit()
        let parent = getppid()
        let stopSignal = await StopSignal()
        if stopping.stopWithParent { stopSignal.follow(parent: parent) }
        var options = options
        try options.takeInheritedSockets()
        try options.tryOut(reading: [main.scenario])
        let sources = try options.library.sources(for: [main.scenario].compactMap { $0 })
        let mock = try await RunningMock.start(
            options, sources, scenario: main.scenario, port: Self.usualAddress.port,
            hangUps: Signals.count(SIGHUP), stop: stopSignal.stop)
        let token = try options.token()
        for (index, line) in mock.addressLines.enumerated() {
            Output.standard.write(line: line)
            if index == 0, let console = consoleAddress(of: mock.server, token: token) {
                Output.standard.write(line: "console \(console)")
            }
        }
        Output.standard.flush(patienceMs: Self.firstLineMs)
        // Without the line nobody can find the mock.
        if Output.standard.status.failure == nil {
            await stopSignal.wait()
            mock.server.beginDraining()
            try await Task.sleep(for: stopping.lameDuck)
        }
        await mock.stop()
        Output.abandon()
    }
}
