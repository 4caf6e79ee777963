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

    @OptionGroup var options: ServeOptions

    @Option(help: "The scenario to play.")
    var scenario: String?

    @Option(help: "A file with the name of a scenario on each line: the command runs for each.")
    var plan: String?

    @Option(
        help: ArgumentHelp(
            "Where to write the report; .json, .xml (JUnit), .md, .html or text; may be repeated.",
            valueName: "file"))
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
        guard Timespan(drain) != nil else {
            throw ValidationError("--drain is no duration: \(drain); write it like 10s")
        }
    }

    func run() async throws {
        var reports: [Report] = []
        var failure: Int32?
        for name in try scenarios() {
            let outcome = try await play(name)
            reports.append(outcome.report)
            failure = failure ?? outcome.failure
        }
        for report in reports { Output.error.write(line: ReportFormat.text.render(report)) }
        try write(reports)
        if let failure {
            Output.error.write(line: "electrum-mock: the command ended with status \(failure)")
            throw ExitCode(1)
        }
        guard reports.allSatisfy({ $0.verdict == .pass }) else { throw ExitCode(3) }
    }

    private func scenarios() throws -> [String] {
        guard let plan else { return [scenario ?? ""] }
        do {
            let lines = String(decoding: try WholeFile(path: plan).read(), as: UTF8.self)
                .split(separator: "\n").map { $0.trimmingPrefix(while: \.isWhitespace) }
            return lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }.map(String.init)
        } catch {
            Output.error.write(line: "electrum-mock: \(error)")
            throw ExitCode(2)
        }
    }

    /// Plays one scenario: what came of the command, and the verdict.
    private func play(_ name: String) async throws -> (report: Report, failure: Int32?) {
        let mock = try await RunningMock.start(options, scenario: name, port: 0)
        do {
            let child = try ChildProcess.start(
                command,
                environment: [
                    "ELECTRUM_MOCK_URL": mock.server.url,
                    "ELECTRUM_MOCK_ADMIN": mock.server.adminURL,
                    "ELECTRUM_MOCK_SANDBOX": "default",
                ])
            let status = await child.wait()
            try await drain(mock.server)
            mock.server.endRun()
            let report = try mock.server.report()
            await mock.stop()
            return (report, status == 0 ? nil : status)
        } catch {
            await mock.stop()
            Output.error.write(line: "electrum-mock: \(error)")
            throw ExitCode(1)
        }
    }

    /// Waits for what is still owed and may yet come.
    private func drain(_ server: MockServer) async throws {
        let limit = Timespan(drain)?.nanoseconds ?? 0
        let end = ContinuousClock.now + .nanoseconds(limit)
        while ContinuousClock.now < end, try server.report().isAnythingOwed {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func write(_ reports: [Report]) throws {
        do {
            for path in report {
                let format = ReportFormat(path: path)
                let text = plan == nil ? format.render(reports[0]) : format.render(reports)
                try WholeFile(path: path).write(Array(text.utf8), called: "report")
            }
        } catch {
            Output.error.write(line: "electrum-mock: \(error)")
            throw ExitCode(4)
        }
    }
}
