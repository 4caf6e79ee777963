import Conformance
import ElectrumMock
import Exploration
import Journal
import Scenarios
import Vocabulary

/// Plays schedules against the command, each in a sandbox of its own, and reads what came of them.
struct ExplorationPlayer: Sendable {
    /// The result of a run: its trace and its ending.
    struct Outcome: Sendable {
        let trace: Trace
        let ending: CommandRunner.Ending
        let elapsed: Duration
        /// The warnings of the judge, which end no search.
        let warnings: Set<Signature>
        /// How long the till waited for an answer that never came; nil if it got all, or still
        /// waited at its end.
        let patience: Duration?
        let hasTokens: Bool
        /// The verdict on the till, as in any other sandbox.
        let report: Report
    }

    /// The longest time for a run.
    struct Limits: Sendable {
        /// A run without faults, and what one silence adds to it.
        var plain = Duration.seconds(30)
        var silence = Duration.zero

        private static let least = Duration.seconds(5)

        /// Ten times a run without faults, and what the faults add: each may be met on the way, and
        /// what stays is met again and again.
        func limit(of schedule: Schedule) -> Duration {
            let faults = schedule.plans.values.reduce(0) {
                $0 + $1.faultCount + ($1.stays ? 8 : 0)
            }
            return max(Self.least, plain * 10) + silence * (3 * faults)
        }
    }

    let player: SandboxPlayer
    let starter: any CommandStarter
    var limits = Limits()

    /// Plays a schedule.
    ///
    /// - Parameter number: the number of the run, by which its sandbox is named.
    func play(_ schedule: Schedule, _ setting: Setting, number: Int) async throws -> Outcome {
        let name = "explore-\(number)"
        let limit = limits.limit(of: schedule)
        let result = try await player.play(.yaml(schedule.scenario(setting)), in: name) {
            try await starter.run($0, number: number, limit: limit)
        }
        return Self.outcome(result, schedule)
    }

    private static func outcome(
        _ result: SandboxPlayer.Result, _ schedule: Schedule
    ) -> Outcome {
        let recorded = result.records.compactMap(\.message)
        let seen = recorded.filter { $0.operation.isMessage || $0.operation.isDelivery }
        let messages = seen.map { message in
            SeenMessage(
                message.operation, transaction: message.transaction?.lowercased(),
                rule: message.rule)
        }
        var findings = signatures(.fail, in: result.report)
        if result.ending.isOverdue {
            findings = [Signature(rule: "hang", message: "the command did not end by itself")]
        } else if result.ending.status >= 128 {
            findings.insert(Signature(rule: "crash", message: "a signal ended the command"))
        } else if findings.isEmpty {
            findings = risks(in: result)
        }
        // The till left: nothing else has ended a silence before its sandbox.
        let silence = recorded.first {
            $0.rule != nil && $0.ended != .pending && $0.fault?.delivery == .silence
        }
        return Outcome(
            trace: Trace(
                messages, under: schedule, findings: findings,
                facts: facts(of: result)),
            ending: result.ending, elapsed: result.elapsed,
            warnings: signatures(.warn, in: result.report),
            patience: result.ending.isOverdue ? nil : silence.flatMap(duration),
            hasTokens: messages.contains { $0.operation == .token }, report: result.report)
    }

    private static func signatures(_ verdict: Verdict, in report: Report) -> Set<Signature> {
        var found: Set<Signature> = []
        for rule in report.rules {
            for finding in rule.findings where finding.verdict == verdict {
                found.insert(Signature(rule: rule.id, message: finding.message))
            }
        }
        return found
    }

    /// Returns how till, switch and provider disagree at the end with money at risk, where that is
    /// the till's doing: no provider's habit, and no refusal of its advice.
    private static func risks(in result: SandboxPlayer.Result) -> Set<Signature> {
        let refused = result.records.compactMap(\.message).filter { message in
            message.operation.isAdvice && (400..<500).contains(message.status ?? 0)
        }
        let excused = Set(refused.compactMap { $0.transaction?.lowercased() })
        return Set(
            result.report.transactions.compactMap { transaction in
                let situation = transaction.situation
                guard situation.kind == .risk, !situation.isProvidersDoing,
                    !excused.contains(transaction.id.lowercased())
                else { return nil }
                return Signature(rule: "money", message: transaction.opinion)
            })
    }

    private static func facts(of result: SandboxPlayer.Result) -> Set<String> {
        let duties = result.report.rules.filter { $0.cases > 0 }.map { "duty \($0.id)" }
        let sales = result.records.compactMap(\.message).filter { $0.operation == .provision }
        let providers = sales.compactMap(\.provider).map { "provider \($0)" }
        let beliefs = result.report.transactions.map { transaction in
            let all = transaction.beliefs.all.enumerated().map { $1.text(of: $0) }
            return "belief " + all.joined(separator: " / ")
        }
        return Set(duties + providers + beliefs)
    }

    private static func duration(_ record: RecordedMessage) -> Duration? {
        record.finishedAt.map { record.at.duration(to: $0) }
    }
}

/// A way to run the command for one schedule.
protocol CommandStarter: Sendable {
    /// Runs it and returns its end.
    ///
    /// - Parameters:
    ///   - environment: where the mock is.
    ///   - number: of the run.
    func run(
        _ environment: [String: String], number: Int, limit: Duration
    ) async throws -> CommandRunner.Ending
}

/// Starts the command anew for each schedule.
struct EachTimeStarter: CommandStarter {
    let command: [String]
    let runner: CommandRunner
    /// Set besides.
    let variables: [String: String]

    func run(
        _ environment: [String: String], number: Int, limit: Duration
    ) async throws -> CommandRunner.Ending {
        try await runner.runAside(
            command, environment: environment.merging(variables) { $1 }, limit: limit)
    }
}
