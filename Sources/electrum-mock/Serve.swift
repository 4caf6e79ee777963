import ArgumentParser
import ElectrumMock
import Glibc
import HTTPServing

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the mock until SIGTERM or SIGINT.",
        discussion: """
            The first line on standard output tells the base URL for tills, and comes once \
            connections are accepted; one more follows for each further --listen. Every option can also be given by the environment: \
            --ready-file as ELECTRUM_MOCK_READY_FILE.
            """)

    @OptionGroup var options: ServeOptions

    @Option(
        help: ArgumentHelp(
            "The scenario that sandboxes play: its name or its file. Default: no faults.",
            valueName: "scenario"), completion: .scenario)
    var scenario: String?

    @Flag(help: "Stop when the process that has started the mock ends.")
    var stopWithParent = false

    /// The address to listen on when no option says.
    static let usualAddress = ListenAddress(host: "127.0.0.1", port: 8080)

    /// The time in which the first line has to be written, in milliseconds.
    private static let firstLineMs = 100

    func run() async throws {
        // Not in `run`, whose command would inherit it: some programs rely on a low limit.
        ProcessSettings.raiseDescriptorLimit()
        let parent = getppid()
        let stopSignal = await StopSignal()
        if stopWithParent { stopSignal.follow(parent: parent) }
        try options.tryOut(reading: [scenario])
        let sources = try options.library.sources(for: [scenario].compactMap { $0 })
        let mock = try await RunningMock.start(
            options, sources, scenario: scenario, port: Self.usualAddress.port,
            hangUps: Signals.count(SIGHUP), stop: stopSignal.stop)
        for url in mock.server.urls {
            Output.standard.write(line: "electrum-mock listening on \(url)")
        }
        Output.standard.flush(patienceMs: Self.firstLineMs)
        // Without the line nobody can find the mock.
        if Output.standard.status.failure == nil { await stopSignal.wait() }
        await mock.stop()
        Output.abandon()
    }
}
