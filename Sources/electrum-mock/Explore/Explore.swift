import ArgumentParser
import ElectrumMock
import Exploration
import Glibc
import Vocabulary

/// `electrum-mock explore`: finds what breaks a till.
struct Explore: AsyncParsableCommand {
    enum Messaging: String, OptionWord {
        case dual, single
    }

    enum Format: String, OptionWord {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Find the faults that break a till, and make each as simple as it can be.",
        discussion: """
            Plays the command again and again, each time in a sandbox of its own with other faults, \
            and judges it by the rules D1 to D18. What it finds is repeated, shrunk to the fewest \
            faults, and written as a scenario that run --scenario plays again. The command finds \
            the mock by ELECTRUM_MOCK_URL, ELECTRUM_MOCK_ADMIN and ELECTRUM_MOCK_SANDBOX, and is \
            told ELECTRUM_MOCK_MESSAGING and, with --till-timeout, ELECTRUM_MOCK_TIMEOUT. Exits \
            with 0 when nothing was found, 3 when something was, 1 when the command fails without \
            any fault, or a signal came before anything was found, 2 on a mistake in a scenario, 4 when the mock could not start.
            """)

    /// The time, or the number of runs, after which the search ends.
    enum Budget: ExpressibleByArgument {
        case time(Duration)
        case runs(Int)

        private static let runsMax = 10_000_000

        /// Parses `5m` or `1000`; nil for anything else, and for nothing to do.
        init?(argument: String) {
            if let runs = Int(argument) {
                guard (1...Self.runsMax).contains(runs) else { return nil }
                self = .runs(runs)
            } else {
                guard let time = Duration(argument: argument), time > .zero else { return nil }
                self = .time(time)
            }
        }

        var defaultValueDescription: String {
            switch self {
            case .time(let time): time.written
            case .runs(let count): "\(count)"
            }
        }

        /// Nil without a bound.
        var time: Duration? { if case .time(let time) = self { time } else { nil } }
        var runs: Int { if case .runs(let count) = self { count } else { Self.runsMax } }
    }

    /// The options of the search.
    struct Main: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The time of the search, such as 5m, or the number of runs.",
                valueName: "time or runs")
        )
        var budget = Budget.time(.seconds(300))

        @Option(
            help: ArgumentHelp(
                "The deepest message of a transaction that meets a fault.", valueName: "count"))
        var depth = 12

        @Option(
            help: ArgumentHelp("The number of commands that run side by side.", valueName: "count"))
        var parallel = 8

        @Option(help: ArgumentHelp("The till's messaging.", valueName: "model"))
        var messaging = Messaging.dual

        @Option(
            help: ArgumentHelp(
                """
                The till's time-out, passed on as ELECTRUM_MOCK_TIMEOUT. A till that waits less \
                than two thirds of it breaks D18.
                """, valueName: "duration"))
        var tillTimeout: Duration?

        @Flag(
            help: """
                Start the command once for many runs: it reads a line with the URL and the number \
                of each run, plays it, and answers with a line, its status.
                """)
        var driver = false

        @Flag(help: "Continue the exploration in --out; no run is played twice.")
        var resume = false

        @Flag(help: "End with the first finding, once it is as simple as possible.")
        var stopAtFirst = false

        @Option(
            help: ArgumentHelp(
                """
                A file for the report: .json, .xml (JUnit), .md, .html or .txt; - is standard output; \
                may be repeated.
                """, valueName: "file"))
        var report: [String] = []

        @Option(
            help: ArgumentHelp(
                "The directory for the scenarios of findings and the log.", valueName: "dir"))
        var out = "explored"

        @Option(
            help: ArgumentHelp(
                "The format of standard output: text at the end, or a line of JSON per event.",
                valueName: "format"))
        var format = Format.text

        private static let parallelMax = 64
        private static let depthMax = 100

        /// The shortest time that a till has to wait, in milliseconds; nil if it was not agreed. It
        /// is less than the time-out, since a busy machine takes some of that.
        var patienceMs: Int64? {
            tillTimeout.map { max(1, $0.milliseconds * 2 / 3) }
        }

        func validate() throws {
            guard (1...Self.parallelMax).contains(parallel) else {
                throw ValidationError("--parallel is 1 to \(Self.parallelMax)")
            }
            guard (1...Self.depthMax).contains(depth) else {
                throw ValidationError("--depth is 1 to \(Self.depthMax)")
            }
            try tillTimeout?.check(
                "--till-timeout", from: .milliseconds(1), to: WrittenDuration.longest)
            for path in report where ExplorationReport.Format(path: path) == nil {
                throw ValidationError(
                    "--report \(path): its extension is none of .json, .xml, .md, .html, .txt")
            }
        }
    }

    @OptionGroup(title: "Main options") var main: Main

    @OptionGroup var options: ServeOptions

    @OptionGroup var command: CommandArgument

    func validate() throws { try command.demand(reaching: options.main.listen) }

    func run() async throws {
        var options = options
        // Thousands of exchanges are of no interest.
        options.logging.quiet = true
        let files = main.report.map { OutputFile(path: $0, role: "report") }
        try options.tryOut(reading: [], writing: files)
        let relay = await SignalRelay(graceMs: options.limits.stopGraceMs)
        defer { relay.dismiss() }
        let isThere =
            main.resume
            ? access(main.out, F_OK) == 0 : mkdir(main.out, 0o777) == 0 || errno == EEXIST
        guard isThere else {
            Output.error.tell("--out \(main.out): \(String(cString: strerror(errno)))")
            throw ExitCode(4)
        }
        let sources = try options.library.sources()
        let mock = try await RunningMock.start(options, sources, scenario: nil, port: 0)
        let runner = CommandRunner(relay, graceMs: Self.graceMs)
        let seed = options.main.seed ?? .random(in: 1...999_999)
        let trust = try TrustedCertificate(of: options.tls, mock.authority)
        defer { trust?.remove() }
        let player = SandboxPlayer(
            server: mock.server, adminToken: try options.token(), certificate: trust?.path)
        let session = ExplorationSession(self, player, runner, relay, seed: seed)
        let result: ExplorationSession.Result
        do {
            result = try await session.run()
        } catch let failure as ExplorationSession.Failure {
            await mock.stop()
            await runner.dismiss()
            Output.error.tell(failure.description)
            throw ExitCode(failure.code)
        }
        await mock.stop()
        await runner.dismiss()
        try finish(result, files, relay)
    }

    /// The time, in milliseconds, in which processes that a command leaves behind must end before
    /// they are killed.
    private static let graceMs: Int64 = 1_000

    private func finish(
        _ result: ExplorationSession.Result, _ files: [OutputFile], _ relay: SignalRelay
    ) throws {
        var isWritten = !result.isIncomplete
        for file in files {
            let format = ExplorationReport.Format(path: file.path) ?? .text
            let text = ExplorationReport(result).render(format)
            do {
                try file.write(Array(text.utf8), unless: { relay.hasArrived })
            } catch {
                Output.error.tell("\(error)")
                isWritten = false
            }
        }
        switch main.format {
        case .text: Output.standard.write(painted: ExplorationReport(result).render(.text))
        case .json: Output.standard.write(line: ExplorationEvents.end(result))
        }
        guard isWritten else { throw ExitCode(4) }
        if !result.search.allFindings.isEmpty { throw ExitCode(3) }
        // Nobody may take that for a pass.
        if result.isInterrupted { throw ExitCode(1) }
    }
}
