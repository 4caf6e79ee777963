import Conformance
import Exploration
import Vocabulary

/// An exploration from the first run without faults to the last finding.
struct ExplorationSession {
    /// A reason why nothing can be explored.
    struct Failure: Error {
        let description: String
        let code: Int32
    }

    /// The result of the exploration.
    struct Result: Sendable {
        let search: Search
        let seed: UInt64
        let elapsed: Duration
        let command: [String]
        /// The till's time-out; nil if it waited longer than we did.
        let timeout: Duration?
        let plainElapsed: Duration
        let warnings: [Signature: Int]
        /// The files of the findings, by their places in `search.allFindings`.
        let files: [String]
        /// True if a file of a finding could not be written.
        let isIncomplete: Bool
        /// True if a signal ended it.
        let isInterrupted: Bool
        /// The end of the output of the command, by the schedules of crashes and hangs.
        let outputs: [Schedule: String]
        /// A run of each finding, played once more at the end, by their schedules.
        let reports: [Schedule: Report]
    }

    /// The longest wait for a till to give up waiting.
    private static let patience = Duration.seconds(15)
    /// The longest run without faults.
    private static let plainLimit = Duration.seconds(120)
    /// The part of the budget that repeating and shrinking may take beyond it.
    private static let extraPart = 4
    /// The most findings whose ladders are in the report.
    private static let drawnMax = 100

    private let options: Explore
    private let relay: SignalRelay
    private let seed: UInt64
    private let hasTLS: Bool
    private let player: SandboxPlayer
    private let starter: any CommandStarter
    private let drivers: CommandDrivers?
    private let events: ExplorationEvents

    init(
        _ options: Explore, _ player: SandboxPlayer, _ runner: CommandRunner,
        _ relay: SignalRelay, seed: UInt64
    ) {
        self.options = options
        self.relay = relay
        self.seed = seed
        hasTLS = options.options.tls.isOn
        self.player = player
        events = ExplorationEvents(isJSON: options.main.format == .json)
        var variables = ["ELECTRUM_MOCK_MESSAGING": options.main.messaging.rawValue]
        variables["ELECTRUM_MOCK_TIMEOUT"] = options.main.tillTimeout?.written
        if options.main.driver {
            let drivers = CommandDrivers(options.command.words, runner, variables: variables)
            self.drivers = drivers
            starter = drivers
        } else {
            drivers = nil
            starter = EachTimeStarter(
                command: options.command.words, runner: runner, variables: variables)
        }
    }

    /// Explores until the budget is spent, nothing is left, or a signal arrives.
    func run() async throws -> Result {
        do {
            let result = try await explore()
            await drivers?.dismiss()
            return result
        } catch {
            await drivers?.dismiss()
            throw error
        }
    }

    private func explore() async throws -> Result {
        let begin = ContinuousClock.now
        var first: ExplorationPlayer.Outcome?
        let past: ExplorationLog.Past
        if options.main.resume {
            past = try resumed()
        } else {
            (past, first) = try await observe()
        }
        let log = try open(past, isNew: !options.main.resume)
        var player = ExplorationPlayer(player: player, starter: starter)
        player.limits.plain = .milliseconds(past.plainMs)
        player.limits.silence = .milliseconds(past.silenceMs)
        var state = State(
            search: Search(
                past.setting, isSlow: past.isSlow, depth: options.main.depth, seed: past.seed),
            memory: past.repetitions, files: FindingFiles(options.main.out, past.setting))
        for run in past.runs { state.search.recall(run.trace, of: run.job) }
        if let first {
            // It counts: it is not played again.
            let job = Search.Job(schedule: Schedule(), purpose: .observation)
            state.search.recall(first.trace, of: job)
            log.add(first.trace, of: job)
            state.count(first, of: Schedule())
        }
        events.observed(past)
        try await play(&state, player, log, since: begin)
        events.finishProgress()
        let files = state.files.write(state.search.allFindings)
        let reports = await drawn(state.search.allFindings, player, &state)
        return Result(
            search: state.search, seed: past.seed, elapsed: ContinuousClock.now - begin,
            command: options.command.words,
            timeout: past.isSlow ? nil : .milliseconds(past.setting.timeoutMs),
            plainElapsed: .milliseconds(past.plainMs), warnings: state.warnings,
            files: files, isIncomplete: state.files.isIncomplete, isInterrupted: relay.hasArrived,
            outputs: state.outputs, reports: reports)
    }

    /// Plays each finding once more, for the ladder in the report, if one was asked for.
    private func drawn(
        _ findings: [Search.Finding], _ player: ExplorationPlayer, _ state: inout State
    ) async -> [Schedule: Report] {
        var reports: [Schedule: Report] = [:]
        guard !options.main.report.isEmpty else { return reports }
        for finding in findings.prefix(Self.drawnMax) where !relay.hasArrived {
            state.number += 1
            let outcome = try? await player.play(
                finding.schedule, state.search.setting, number: state.number)
            reports[finding.schedule] = outcome?.report
        }
        return reports
    }

    private func resumed() throws -> ExplorationLog.Past {
        do {
            let past = try ExplorationLog.read(options.main.out, of: options.command.words)
            if let difference = difference(from: past) {
                throw ExplorationLog.Failure(
                    description: "the exploration in \(options.main.out) was begun \(difference)")
            }
            return past
        } catch {
            throw Failure(description: "cannot resume: \(error)", code: 4)
        }
    }

    /// Returns the option by which an earlier exploration differs, as in "with --seed 7"; nil for
    /// none.
    private func difference(from past: ExplorationLog.Past) -> String? {
        let setting = past.setting
        if let seed = options.options.main.seed, seed != past.seed {
            return "with --seed \(past.seed)"
        }
        if setting.messaging != options.main.messaging.rawValue {
            return "with --messaging \(setting.messaging)"
        }
        if setting.patienceMs != options.main.patienceMs { return "with another --till-timeout" }
        if setting.hasTLS != hasTLS { return setting.hasTLS ? "over TLS" : "without TLS" }
        return nil
    }

    private func open(_ past: ExplorationLog.Past, isNew: Bool) throws -> ExplorationLog {
        do {
            let log = try ExplorationLog(options.main.out, isNew: isNew)
            if isNew { log.begin(past, command: options.command.words) }
            return log
        } catch {
            throw Failure(description: "\(error)", code: 4)
        }
    }

    // MARK: The beginning

    /// Plays once without faults, and once with a message that is never answered, to learn how long
    /// the till waits.
    private func observe() async throws -> (
        ExplorationLog.Past, ExplorationPlayer.Outcome?
    ) {
        var setting = Setting()
        setting.messaging = options.main.messaging.rawValue
        setting.hasTLS = hasTLS
        setting.patienceMs = options.main.patienceMs
        var player = ExplorationPlayer(player: player, starter: starter)
        player.limits.plain = Self.plainLimit / 10
        let first = try await played(Schedule(), by: player, setting, number: 0)
        // A duty that it breaks says more than its status.
        let isBroken = !first.ending.isOverdue && !first.trace.findings.isEmpty
        guard first.ending.status == 0 || isBroken, !first.trace.messages.isEmpty else {
            throw Failure(description: Self.complaint(about: first), code: 1)
        }
        setting.hasTokens = first.hasTokens
        player.limits.plain = (first.elapsed + Self.patience) / 10
        let silent = Schedule([.attempts: LanePlan([.requestSilent])])
        let second = try await played(silent, by: player, setting, number: 1)
        let patience = second.patience
        setting.timeoutMs = max(1, (patience ?? Self.patience).milliseconds)
        let added = max(.zero, second.elapsed - first.elapsed)
        let past = ExplorationLog.Past(
            setting: setting, isSlow: patience == nil, seed: seed,
            plainMs: first.elapsed.milliseconds,
            silenceMs: max(added, patience ?? Self.patience).milliseconds)
        return (past, first)
    }

    private func played(
        _ schedule: Schedule, by player: ExplorationPlayer, _ setting: Setting, number: Int
    ) async throws -> ExplorationPlayer.Outcome {
        do {
            let outcome = try await player.play(schedule, setting, number: number)
            guard !relay.hasArrived else {
                throw Failure(description: "stopped by a signal before anything was known", code: 1)
            }
            return outcome
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(description: "the command was not run: \(error)", code: 1)
        }
    }

    private static func complaint(about outcome: ExplorationPlayer.Outcome) -> String {
        let ending = outcome.ending
        let what =
            ending.isOverdue
            ? "does not end within \(plainLimit)"
            : ending.status != 0
                ? "ends with status \(ending.status)" : "sends no message to ELECTRUM_MOCK_URL"
        let output = ending.output.isEmpty ? "" : "; its output ends with:\n\(ending.output)"
        return "without any fault the command \(what)\(output)"
    }

    // MARK: The search

    /// The state that the results of runs change.
    private struct State {
        var search: Search
        /// The results of an earlier exploration that nobody has asked for yet.
        var memory: [Schedule: [Trace]]
        var files: FindingFiles
        var warnings: [Signature: Int] = [:]
        var outputs: [Schedule: String] = [:]
        /// The number of the latest run, by which its sandbox is named.
        var number = 1
        var inFlight = 0
        /// The runs that were played, not remembered.
        var playedCount = 1
        /// The schedules of the findings that are as simple as they can be.
        var reported: [Schedule] = []

        /// The most warnings, and outputs, that are kept.
        private static let keptMax = 100

        mutating func count(_ outcome: ExplorationPlayer.Outcome, of schedule: Schedule) {
            for warning in outcome.warnings
            where warnings[warning] != nil || warnings.count < Self.keptMax {
                warnings[warning, default: 0] += 1
            }
            let isBroken = outcome.ending.isOverdue || outcome.ending.status >= 128
            if isBroken, outputs.count < Self.keptMax {
                outputs[schedule] = outcome.ending.output
            }
        }
    }

    private typealias Played = (
        job: Search.Job, outcome: Swift.Result<ExplorationPlayer.Outcome, any Error>
    )

    private func play(
        _ state: inout State, _ player: ExplorationPlayer, _ log: ExplorationLog,
        since begin: ContinuousClock.Instant
    ) async throws {
        try await withThrowingTaskGroup(of: Played.self) { group in
            while true {
                while state.inFlight < options.main.parallel,
                    let job = nextJob(&state, elapsed: ContinuousClock.now - begin)
                {
                    state.number += 1
                    state.inFlight += 1
                    let (number, setting) = (state.number, state.search.setting)
                    group.addTask {
                        do {
                            let outcome = try await player.play(
                                job.schedule, setting, number: number)
                            return (job, .success(outcome))
                        } catch {
                            return (job, .failure(error))
                        }
                    }
                }
                guard state.inFlight > 0, let played = try await group.next() else { return }
                state.inFlight -= 1
                // A run ended by a signal proves nothing.
                guard !relay.hasArrived else { continue }
                try take(played, &state, log)
                events.played(state.search, elapsed: ContinuousClock.now - begin)
            }
        }
    }

    /// Returns the next run to play; nil if results have to come first, or the budget is spent.
    /// Runs of an earlier exploration are taken from its log.
    private func nextJob(_ state: inout State, elapsed: Duration) -> Search.Job? {
        let budget = options.main.budget
        while !relay.hasArrived {
            let isFound =
                options.main.stopAtFirst && !state.search.isBusy && !state.search.findings.isEmpty
            let isSpent =
                state.playedCount + state.inFlight >= budget.runs
                || budget.time.map { elapsed >= $0 } ?? false
            if isFound || isSpent { state.search.stopSearching() }
            if let time = budget.time, elapsed >= time + time / Self.extraPart { return nil }
            guard let job = state.search.next() else { return nil }
            guard var traces = state.memory[job.schedule], !traces.isEmpty else { return job }
            state.search.take(traces.removeFirst(), of: job)
            state.memory[job.schedule] = traces
        }
        return nil
    }

    private func take(_ played: Played, _ state: inout State, _ log: ExplorationLog) throws {
        let outcome: ExplorationPlayer.Outcome
        do {
            outcome = try played.outcome.get()
        } catch {
            throw Failure(description: "the command was not run: \(error)", code: 1)
        }
        let schedule = played.job.schedule
        log.add(outcome.trace, of: played.job)
        state.count(outcome, of: schedule)
        state.search.take(outcome.trace, of: played.job)
        state.playedCount += 1
        let ready = state.search.findings.filter { $0.isShrunk || $0.state != .steady }
        guard ready.map(\.schedule) != state.reported else { return }
        state.reported = ready.map(\.schedule)
        events.found(ready, state.files.write(ready))
    }
}
