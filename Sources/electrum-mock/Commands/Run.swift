import ArgumentParser
import Conformance
import ElectrumMock
import Scenarios
import Vocabulary

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Start the mock, run a till's tests against it, and judge the till.",
        discussion: """
            The command finds the mock in ELECTRUM_MOCK_URL, ELECTRUM_MOCK_ADMIN and \
            ELECTRUM_MOCK_SANDBOX, the certificate to trust, with TLS, in ELECTRUM_MOCK_CA, and \
            the scenario in ELECTRUM_MOCK_SCENARIO, with its ELECTRUM_MOCK_MESSAGING (dual or \
            single) and, if it is about one, its ELECTRUM_MOCK_PROVIDER. NO_PROXY names the mock. \
            Every sandbox is judged, also one that was made anew, deleted or evicted meanwhile. \
            Exits with 0 when the command succeeded and the verdict is pass, 1 when the command \
            failed, 3 when the verdict is fail or inconclusive, 2 on a mistake in a scenario, 4 \
            when the mock could not start.
            """)

    private static let planBytesMax = 1024 * 1024

    /// The options that most users need, beside those of `ServeOptions.Main`.
    struct Main: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The scenario to play: its name or its file.", valueName: "scenario"),
            completion: .scenario)
        var scenario: String?

        @Option(
            help: ArgumentHelp(
                "A file with the name of a scenario on each line; the command runs once for each.",
                valueName: "file"), completion: .file())
        var plan: String?

        @Option(
            help: ArgumentHelp(
                """
                A file for the report: .json, .xml (JUnit), .md, .html or .txt; text if it has no \
                extension; - is standard output; may be repeated.
                """, valueName: "file"), completion: .file())
        var report: [String] = []

        @Option(
            help: ArgumentHelp(
                "The longest wait for messages that the till still owes, such as 10s.",
                valueName: "duration"))
        var drain = Duration.seconds(10)

        func validate() throws {
            guard (scenario == nil) != (plan == nil) else {
                throw ValidationError("give either --scenario or --plan")
            }
            if let stranger = report.first(where: { ReportFormat(path: $0) == nil }) {
                let known = ReportFormat.endings.map { ".\($0.0)" }.joined(separator: ", ")
                throw ValidationError("--report \(stranger): its extension is none of \(known)")
            }
        }
    }

    @OptionGroup(title: "Main options") var main: Main

    @OptionGroup var options: ServeOptions

    @OptionGroup var command: CommandArgument

    func validate() throws { try command.demand(reaching: options.main.listen) }

    func run() async throws {
        try options.tryOut(reading: [main.scenario, main.plan], writing: reportFiles)
        let (scenarios, sources) = try scenarios()
        if main.plan != nil {
            try options.tryOut(reading: scenarios.map(\.name), writing: reportFiles)
        }
        let relay = await SignalRelay(graceMs: options.limits.stopGraceMs)
        defer { relay.dismiss() }
        let runner = CommandRunner(relay, graceMs: options.limits.stopGraceMs)
        var played = Played(reports: [], failure: nil)
        for (index, scenario) in scenarios.enumerated() {
            guard !relay.hasArrived else {
                played.fail("was stopped by a signal")
                break
            }
            tellPlace(of: scenario, index, scenarios.count, played)
            played.add(try await play(scenario, of: sources, by: runner, relay))
        }
        await runner.dismiss()
        Output.error.write(painted: ReportFormat.text.render(played.reports))
        for report in played.reports { Output.error.tell(report.summary) }
        try write(played.reports, relay)
        if let failure = played.failure {
            Output.error.tell("the command \(failure)")
            throw ExitCode(1)
        }
        guard played.reports.allSatisfy({ $0.verdict == .pass }) else { throw ExitCode(3) }
    }

    /// The results of the scenarios played.
    private struct Played {
        var reports: [Report]
        /// The first failure of the command, as in "ended with status 1".
        var failure: String?

        /// Records a failure; also in the last report, so that no form of it looks like a success.
        mutating func fail(_ failure: String) {
            self.failure = self.failure ?? failure
            guard let last = reports.indices.last, reports[last].commandFailure == nil else {
                return
            }
            reports[last].commandFailure = "the command \(failure)"
        }

        mutating func add(_ other: Played) {
            reports += other.reports
            failure = failure ?? other.failure
        }
    }

    /// Returns the scenarios; a mistake in one of them is reported before any is
    /// played.
    private func scenarios() throws -> ([Scenario], ScenarioSources) {
        let names = try main.plan.map(planned) ?? [main.scenario ?? ""]
        let sources = try options.library.sources(for: names)
        let library = try options.library.load(sources)
        return (try names.map(library.find), sources)
    }

    private func planned(in path: String) throws -> [String] {
        do {
            let bytes = try WholeFile(path: path).read(atMost: Self.planBytesMax)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw WholeFile.Failure(description: "not UTF-8 text")
            }
            let names = text.split(whereSeparator: \.isNewline)
                .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                .filter { !$0.isEmpty && !$0.hasPrefix("#") }
            guard !names.isEmpty else {
                throw WholeFile.Failure(
                    description: "it must have the name of a scenario on each line")
            }
            return names
        } catch {
            Output.error.tell("--plan \(path): \(error)")
            throw ExitCode(2)
        }
    }

    /// Plays one scenario: returns the verdict on each sandbox, and the failure of the command.
    private func play(
        _ scenario: Scenario, of sources: ScenarioSources, by runner: CommandRunner,
        _ relay: SignalRelay
    ) async throws -> Played {
        let mock = try await RunningMock.start(
            options, sources, scenario: scenario.name, port: 0, isRun: true)
        var played = Played(reports: [], failure: nil)
        var failure: String?
        do {
            mock.server.beginRun()
            let status = try await runCommand(against: mock, playing: scenario, by: runner)
            if status != 0 { failure = "ended with status \(status)" }
            try await drain(mock.server, relay)
        } catch {
            failure = "was not run: \(error)"
        }
        await mock.stop(endingRun: true)
        played.reports = try mock.server.runReports()
        if let failure { played.fail(failure) }
        return played
    }

    /// Runs the command and returns its exit status; none of its processes is left.
    private func runCommand(
        against mock: RunningMock, playing scenario: Scenario, by runner: CommandRunner
    ) async throws -> Int32 {
        let trust = try TrustedCertificate(of: options.tls, mock.authority)
        defer { trust?.remove() }
        let environment = CommandEnvironment(
            server: mock.server, scenario: scenario, adminToken: try options.token(),
            certificate: trust?.path)
        let variables = environment.variables(over: ProcessGroup.ownEnvironment)
        return try await runner.run(command.words, environment: variables).status
    }

    /// Says on a terminal how far a plan has come.
    private func tellPlace(
        of scenario: Scenario, _ index: Int, _ count: Int, _ played: Played
    ) {
        guard count > 1, ProgressLine.isOnTerminal else { return }
        let failed = played.reports.count { $0.verdict != .pass }
        Output.error.write(
            line: "\(index + 1) of \(count), \(failed) not passed: \(scenario.name)")
    }

    /// Waits for messages that are owed and may still come; a signal ends the wait.
    private func drain(_ server: MockServer, _ relay: SignalRelay) async throws {
        defer { ProgressLine.clear() }
        let end = ContinuousClock.now + main.drain
        while ContinuousClock.now < end, !relay.hasArrived {
            await server.catchUp()
            let owed = try server.owed()
            guard !owed.isEmpty else { return }
            ProgressLine.show(Self.wait(for: owed, until: end))
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// As in "waiting for D6 of 2 transactions, D8 of 1 transaction, 8 s left".
    private static func wait(
        for owed: [(rule: String, transactions: Int)], until end: ContinuousClock.Instant
    ) -> String {
        let rules = owed.map { rule, count in
            "\(rule) of \(count == 1 ? "1 transaction" : "\(count) transactions")"
        }
        let left = max(0, (end - ContinuousClock.now).components.seconds)
        return "waiting for \(rules.joined(separator: ", ")), \(left) s left"
    }

    private var reportFiles: [OutputFile] {
        main.report.map { OutputFile(path: $0, role: "report") }
    }

    /// Writes every report that can be written.
    private func write(_ reports: [Report], _ relay: SignalRelay) throws {
        guard let first = reports.first else { return }
        var isWritten = true
        let isOne = main.plan == nil && reports.count == 1
        for file in reportFiles {
            let format = ReportFormat(path: file.path) ?? .text
            let text = isOne ? format.render(first) : format.render(reports)
            do {
                try file.write(Array(text.utf8), unless: { relay.hasArrived })
            } catch {
                Output.error.tell("\(error)")
                isWritten = false
            }
        }
        guard isWritten else { throw ExitCode(4) }
    }
}
