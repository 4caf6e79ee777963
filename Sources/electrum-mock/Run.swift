import ArgumentParser
import Conformance
import ElectrumMock
import Scenarios

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the mock, run a till's tests against it, and judge the till.",
        discussion: """
            The command finds the mock by ELECTRUM_MOCK_URL, ELECTRUM_MOCK_ADMIN and \
            ELECTRUM_MOCK_SANDBOX. Exits with 0 when the command succeeded and the verdict is \
            pass, 1 when the command failed, 3 when the verdict is fail or inconclusive, 2 on a \
            mistake in a scenario, 4 when the mock could not start.
            """)

    private static let planBytesMax = 1024 * 1024

    @OptionGroup var options: ServeOptions

    @Option(help: "The scenario to play: its name, or a file.")
    var scenario: String?

    @Option(help: "A file that names a scenario on each line: the command runs for each.")
    var plan: String?

    @Option(
        help: ArgumentHelp(
            """
            Where to write the report: .json, .xml (JUnit), .md, .html or .txt, text where there is \
            no ending, - for standard output; may be repeated.
            """, valueName: "file"))
    var report: [String] = []

    @Option(help: "How long to wait for what the till still owes, with a unit.")
    var drain = "10s"

    @Argument(parsing: .postTerminator, help: "The command and its arguments, behind --.")
    var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else {
            throw ValidationError("the command is missing: -- COMMAND …")
        }
        guard (scenario == nil) != (plan == nil) else {
            throw ValidationError("give either --scenario or --plan")
        }
        if let stranger = report.first(where: { ReportFormat(path: $0) == nil }) {
            let known = ReportFormat.endings.map { ".\($0.0)" }.joined(separator: ", ")
            throw ValidationError("--report \(stranger): its ending is none of \(known)")
        }
        guard Timespan(drain) != nil else {
            throw ValidationError("--drain is no duration: \(drain); write it like 10s")
        }
    }

    func run() async throws {
        let (names, sources) = try scenarios()
        try options.tryOut(reportFiles)
        let relay = await SignalRelay(graceMs: options.stopGraceMs)
        defer { relay.dismiss() }
        var reports: [Report] = []
        var failure: String?
        for name in names {
            guard !relay.hasArrived else {
                failure = failure ?? "was stopped by a signal"
                break
            }
            let (report, status) = try await play(name, of: sources, relay)
            reports.append(report)
            if status != 0 { failure = failure ?? "ended with status \(status)" }
        }
        Output.error.write(ReportFormat.text.render(reports))
        for report in reports { Output.error.tell(report.summary) }
        try write(reports, relay)
        if let failure {
            Output.error.tell("the command \(failure)")
            throw ExitCode(1)
        }
        guard reports.allSatisfy({ $0.verdict == .pass }) else { throw ExitCode(3) }
    }

    /// The names of the scenarios; what is wrong with one of them is told before any is played.
    private func scenarios() throws -> ([String], ScenarioSources) {
        let names = try plan.map(planned) ?? [scenario ?? ""]
        let sources = try options.library.sources(for: names)
        let library = try options.library.load(sources)
        for name in names { _ = try library.find(name) }
        return (names, sources)
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
                throw WholeFile.Failure(description: "it names no scenario")
            }
            return names
        } catch {
            Output.error.tell("\(path): \(error)")
            throw ExitCode(2)
        }
    }

    /// Plays one scenario: the verdict, and the exit status of the command.
    private func play(
        _ name: String, of sources: ScenarioSources, _ relay: SignalRelay
    ) async throws -> (Report, Int32) {
        let mock = try await RunningMock.start(options, sources, scenario: name, port: 0)
        let status: Int32
        do {
            mock.server.beginRun()
            status = try await runCommand(against: mock.server, relay)
            try await drain(mock.server, relay)
        } catch {
            await mock.stop()
            Output.error.tell("\(error)")
            throw ExitCode(1)
        }
        await mock.stop(endingRun: true)
        return (try mock.server.report(), status)
    }

    /// The exit status of the command; nothing of it is left running.
    private func runCommand(
        against server: MockServer, _ relay: SignalRelay
    ) async throws -> Int32 {
        let group = try ProcessGroup(
            starting: command,
            environment: [
                "ELECTRUM_MOCK_URL": server.url,
                "ELECTRUM_MOCK_ADMIN": server.adminURL,
                "ELECTRUM_MOCK_SANDBOX": MockServer.runSandbox,
            ])
        let guardian = Guardian(of: group)
        let terminal = Terminal()
        terminal?.handOver(to: group)
        relay.pass(to: group)
        let status = await group.wait()
        let deadline = relay.deadline ?? .now + .milliseconds(options.stopGraceMs)
        for id in await group.end(by: deadline, sparing: guardian?.id) {
            let process = "process \(id) (\(ProcessTree.name(of: id)))"
            Output.error.tell("\(process) of the command cannot be ended")
        }
        relay.pass(to: nil)
        terminal?.takeBack()
        guardian?.dismiss()
        return status
    }

    /// Waits for what is still owed and may yet come; a signal ends the wait.
    private func drain(_ server: MockServer, _ relay: SignalRelay) async throws {
        let limit = Timespan(drain)?.nanoseconds ?? 0
        let end = ContinuousClock.now + .nanoseconds(limit)
        while ContinuousClock.now < end, !relay.hasArrived {
            await server.catchUp()
            guard try server.report().isAnythingOwed else { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private var reportFiles: [OutputFile] { report.map { OutputFile(path: $0, role: "report") } }

    /// Writes every report that can be written.
    private func write(_ reports: [Report], _ relay: SignalRelay) throws {
        guard let first = reports.first else { return }
        var isWritten = true
        for file in reportFiles {
            let format = ReportFormat(path: file.path) ?? .text
            let text = plan == nil ? format.render(first) : format.render(reports)
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
