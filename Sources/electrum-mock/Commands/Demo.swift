import ArgumentParser
import Conformance
import Dispatch
import ElectrumMock
import ElectrumSwitch
import Escaping
import HTTPServing
import Scenarios
import Till

/// `electrum-mock demo`: a mock and a till in one process, with the ladder of their messages.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show a scenario: a mock and a till in one process, drawn as it happens.",
        usage: "electrum-mock demo [<scenario>] [<options>]",
        discussion: """
            Draws each message between till, switch and provider; a lost one ends in mid-air. Ends \
            with what the three believe, the verdict on the till, and what to try next. Exits with \
            0 when the verdict is pass, else with 3.
            """)

    @Argument(
        help: "The scenario: its name or its file. Default: a reply that gets lost.",
        completion: .scenario)
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "A defect for the till, by its name in till --list-defects; may be repeated.",
            valueName: "name"),
        completion: .defect)
    var defect: [String] = []

    @Flag(
        help: """
            Show it in a browser, too: begin when one has opened the console, whose address is the \
            first line, and stay until interrupted.
            """)
    var console = false

    @OptionGroup var library: LibraryOptions

    @Option(help: ColorChoice.help) var color = ColorChoice.auto

    private static let usualScenario = "flows/f3-till-timeout-retries-succeed"

    func validate() throws { try TillCommand.check(defect) }

    func run() async throws {
        let defects = defect.compactMap(TillDefects.named)
        let name = scenario ?? defects.lazy.compactMap(\.scenario).first ?? Self.usualScenario
        let library = try self.library.load(try self.library.sources(for: [name]))
        let scenario = try library.find(name)
        var configuration = MockServer.Configuration()
        configuration.listen = [ListenAddress(host: "127.0.0.1", port: 0)]
        configuration.switching.library = library
        configuration.switching.scenario = scenario
        configuration.switching.seed = scenario.seed ?? .random(in: 1...999_999)
        configuration.switching.keepsEndedSandboxes = true
        let mock: MockServer
        do {
            mock = try await MockServer.start(configuration)
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
        if console, let url = mock.consoleURL {
            Output.standard.write(line: "console \(url)#/s/default")
            while !mock.isWatched { try await Task.sleep(for: .milliseconds(50)) }
        }
        let verdict = try await play(scenario, defects, on: mock)
        tellWhatNext(scenario, verdict)
        guard verdict == .pass else { throw ExitCode(3) }
    }

    /// Plays the till and draws; returns the verdict.
    private func play(
        _ scenario: Scenario, _ defects: [TillDefect], on mock: MockServer
    ) async throws -> Verdict {
        let page = DemoPage()
        for line in "\(scenario.name): \(scenario.title)".wrapped(to: 80) { page.write(line) }
        for line in defects.flatMap({ $0.summary.hanging(behind: "A till with a defect: ") }) {
            page.write(line)
        }
        page.write("")
        mock.beginRun()
        for await _ in Self.decisions(of: scenario, defects, at: mock.url) {
            // The mock has to notice that a till has hung up.
            try await Task.sleep(for: .milliseconds(20))
            page.draw(try mock.runReports())
        }
        try await Task.sleep(for: .milliseconds(100))
        await mock.catchUp()
        if console {
            page.draw(try mock.runReports())
            let signal = await StopSignal()
            for line in ["", "The console stays until you press Control-C."] { page.write(line) }
            await signal.wait()
        }
        await mock.stop(graceMs: 1_000, endingRun: true)
        let reports = try mock.runReports()
        page.draw(reports)
        page.drawEnd(reports)
        return reports.map(\.verdict).max() ?? .inconclusive
    }

    /// The till's decisions, as it makes them on a thread of its own.
    private static func decisions(
        of scenario: Scenario, _ defects: [TillDefect], at url: String
    ) -> AsyncStream<Void> {
        var settings = TillSettings()
        settings.messaging = scenario.messaging
        settings.provider = scenario.provider ?? settings.provider
        settings.timeout = .seconds(1)
        settings.retryPause = .milliseconds(300)
        settings.advicePause = .milliseconds(300)
        settings.advicesMax = 10
        settings.seed = .random(in: 1...UInt64.max)
        let shown = settings.showing(defects)
        return AsyncStream { continuation in
            DispatchQueue(label: "till").async {
                if let address = TillAddress(url) {
                    var till = try? TillClient(shown, defects: defects, at: address)
                    _ = till?.play(didReceive: { _ in continuation.yield() })
                }
                continuation.finish()
            }
        }
    }

    private func tellWhatNext(_ scenario: Scenario, _ verdict: Verdict) {
        let next =
            defect.isEmpty
            ? ("a till that is wrong", "electrum-mock demo --defect gives-up-after-503")
            : ("a till that is right", "electrum-mock demo \(scenario.name)")
        for line in [
            "", "Try next:", "  \(next.0):", "    \(next.1)", "  all scenarios:",
            "    electrum-mock scenarios", "  your till:",
            "    electrum-mock run --scenario \(scenario.name) \\",
            "        -- YOUR TILL'S TESTS",
        ] { Output.standard.write(line: line) }
    }
}

/// The page of a demonstration: the ladders of all transactions, as far as they have come.
private final class DemoPage {
    /// How many rungs of each transaction are drawn.
    private var drawn: [Int: Int] = [:]

    /// Writes a line, with its signs in colours on a terminal.
    func write(_ line: String) { Output.standard.write(painted: line + "\n") }

    /// Draws the rungs that are new.
    func draw(_ reports: [Report]) {
        for (index, exhibit) in exhibits(reports) {
            let count = drawn[index] ?? 0
            if count == 0 { write(exhibit.ladder.lines()[0]) }
            let rungs = exhibit.ladder.rungs
            for rung in rungs.dropFirst(count) { rung.lines().forEach(write) }
            drawn[index] = max(count, rungs.count)
        }
    }

    /// Draws what the parties believe in the end, and the verdict.
    func drawEnd(_ reports: [Report]) {
        for (_, exhibit) in exhibits(reports) {
            let rungs = exhibit.ladder.rungs.reduce(1) { $0 + $1.lines().count }
            exhibit.ladder.lines().dropFirst(rungs).forEach(write)
        }
        for report in reports {
            write("")
            write("Verdict on the till: \(report.verdict.rawValue)")
            for rule in report.rules {
                for finding in rule.findings.prefix(3) {
                    let place = "  \(rule.id) \(rule.verdict.rawValue): "
                    finding.message.hanging(behind: place).forEach(write)
                }
            }
        }
    }

    private func exhibits(_ reports: [Report]) -> [(Int, Exhibit)] {
        reports.flatMap(\.exhibits).compactMap { exhibit in
            exhibit.transaction.map { ($0, exhibit) }
        }.sorted { $0.0 < $1.0 }
    }
}
