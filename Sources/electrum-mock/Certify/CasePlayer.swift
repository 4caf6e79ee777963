import Certification
import Conformance
import ElectrumMock
import Glibc
import HTTPServing
import Journal
import Scenarios
import Vocabulary

/// Plays the cases of a certification, some side by side.
///
/// One mock plays all cases, each in a sandbox of its own. Only a case about connections has a mock
/// of its own, since a connection belongs to no sandbox before its first message.
struct CasePlayer {
    private let options: ServeOptions
    private let command: [String]
    private let parallel: Int
    private let limit: Duration
    private let library: ScenarioLibrary
    private let runner: CommandRunner
    private let relay: SignalRelay

    init(
        _ certify: Certify, seed: UInt64, library: ScenarioLibrary, runner: CommandRunner,
        relay: SignalRelay
    ) {
        var options = certify.options
        options.main.seed = seed
        // The evidence is written when a case has been judged.
        options.main.journal = nil
        self.options = options
        command = certify.command.words
        parallel = certify.main.parallel
        limit = certify.main.limit
        self.library = library
        self.runner = runner
        self.relay = relay
    }

    /// Plays cases until a signal arrives; `note` takes each result with its records, one at a
    /// time.
    func play(
        _ cases: [Plan.Case], note: (CaseResult, [JournalRecord]) throws -> Void
    ) async throws {
        var ordinary: [Plan.Case] = []
        var connecting: [Plan.Case] = []
        for planned in cases {
            if let reason = lack(of: planned) {
                try note(CaseResult(planned, .notApplicable, because: reason), [])
            } else if library.scenario(exactly: planned.scenario)?.isAboutConnections ?? false {
                connecting.append(planned)
            } else {
                ordinary.append(planned)
            }
        }
        if !ordinary.isEmpty {
            try await withMock(options) { player in
                try await play(ordinary, by: player, note: note)
            }
        }
        var anywhere = options
        anywhere.main.listen = options.main.listen.prefix(1).map(\.withFreePort)
        for planned in connecting where !relay.hasArrived {
            try await withMock(anywhere) { player in
                let (result, records) = try await result(
                    of: planned, by: player, in: MockServer.runSandbox)
                try note(result, records)
            }
        }
    }

    /// Returns what the mock does not offer that a case needs, in a clause; nil for nothing.
    private func lack(of planned: Plan.Case) -> String? {
        switch planned.needs {
        case .tls where !options.tls.isOn: "the mock does not speak TLS (--tls-self-signed)"
        case .oauth2 where options.messages.auth == .basic:
            "the mock takes no access tokens (--auth basic)"
        default: nil
        }
    }

    private func withMock(
        _ options: ServeOptions, _ body: (SandboxPlayer) async throws -> Void
    ) async throws {
        let mock = try await RunningMock.start(
            options, library.sources, scenario: nil, port: 0, isRun: true, tellsSeed: false)
        do {
            let trust = try TrustedCertificate(of: options.tls, mock.authority)
            defer { trust?.remove() }
            try await body(
                SandboxPlayer(
                    server: mock.server, adminToken: try options.token(), certificate: trust?.path))
        } catch {
            await mock.stop(endingRun: true)
            throw error
        }
        await mock.stop(endingRun: true)
    }

    private func play(
        _ cases: [Plan.Case], by player: SandboxPlayer,
        note: (CaseResult, [JournalRecord]) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (CaseResult, [JournalRecord]).self) { group in
            var waiting = cases[...]
            var running = 0
            while running > 0 || (!waiting.isEmpty && !relay.hasArrived) {
                while running < parallel, !relay.hasArrived, let planned = waiting.popFirst() {
                    running += 1
                    group.addTask {
                        try await result(
                            of: planned, by: player, in: CaseResult.sandbox(of: planned))
                    }
                }
                guard let (result, records) = try await group.next() else { break }
                running -= 1
                try note(result, records)
            }
        }
    }

    private func result(
        of planned: Plan.Case, by player: SandboxPlayer, in sandbox: String
    ) async throws -> (CaseResult, [JournalRecord]) {
        do {
            let played = try await player.play(.named(planned.scenario), in: sandbox) {
                environment in
                try await run(environment.merging(Self.environment(of: planned)) { $1 })
            }
            if relay.hasArrived {
                return (CaseResult(planned, .notRun, because: "stopped by a signal"), [])
            }
            return (
                CaseResult(planned, played.report, status: played.ending.status), played.records
            )
        } catch let failure as ProcessGroup.Failure {
            return (CaseResult(planned, .notRun, because: "\(failure)"), [])
        }
    }

    /// Runs the command; a single one may use the terminal.
    private func run(_ environment: [String: String]) async throws -> CommandRunner.Ending {
        parallel == 1
            ? try await runner.run(command, environment: environment)
            : try await runner.runAside(command, environment: environment, limit: limit)
    }

    private static func environment(of planned: Plan.Case) -> [String: String] {
        var variables = [
            "CASE": planned.number, "SCENARIO": planned.scenario,
            "MESSAGING": planned.messaging.rawValue, "SALES": "\(planned.sales)",
        ]
        variables["PROVIDER"] = planned.provider
        variables["AMOUNT"] = planned.amount.map { "\($0)" }
        if planned.needs == .oauth2 { variables["AUTH"] = "oauth2" }
        return Dictionary(
            uniqueKeysWithValues: variables.map { ("ELECTRUM_MOCK_\($0.key)", $0.value) })
    }
}

extension CaseResult {
    /// The result in one line, as it is known.
    var line: String {
        let sign =
            switch verdict {
            case .pass: "✓"
            case .fail: "✗"
            case .inconclusive, .notRun, .notApplicable: "–"
            }
        let reason = reason.isEmpty ? "" : " (\(reason))"
        return "\(sign) \(number) \(title): \(verdict.words)\(reason)"
    }
}
