public import JSONTree

/// The verdict on a till, from the journal of one sandbox alone.
public struct Report: Sendable, Equatable {
    /// The mock that kept the journal.
    public let product: String
    /// Its version, if the journal has it.
    public let version: String?
    /// The sandbox's name.
    public let sandbox: String
    /// The scenario's name, if it had one.
    public let scenario: String?
    /// The scenario's seed, a number or null.
    public let seed: JSON
    /// True if draws go by the order of transactions, false if by their ids.
    let drawsByOrder: Bool
    /// How the scenario says that the till messages.
    public let messaging: Messaging
    /// The `client.id` of the till's messages, sorted.
    public let clients: [String]
    /// The terminals the messages came from, sorted.
    public let terminals: [String]
    /// When the first message arrived, on the sandbox clock.
    public let begin: Timestamp?
    /// The latest time in the journal, on the sandbox clock.
    public let end: Timestamp?
    /// `pass`, `fail` or `inconclusive`; inconclusive if no message came.
    public let verdict: Verdict
    /// All the rules, in order.
    public let rules: [RuleResult]
    /// The results of the scenario's rules, in its order.
    public let scenarioRules: [ScenarioRuleResult]
    /// What the scenario expects, none if it expects nothing.
    public let expectations: [ExpectationResult]
    /// Provisions, redemptions and refunds, by arrival.
    public let transactions: [ReportedTransaction]
    /// How many messages of the till there were.
    public let messageCount: Int
    /// What a reader should know of the journal file.
    public let note: String?
    /// What went wrong with the command of a run, as in "the command ended with status 1"; nil for
    /// nothing. It is no verdict on the till.
    public var commandFailure: String?

    /// When the sandbox was made, on its clock, if the journal tells.
    let sandboxBegin: Timestamp?
    /// By arrival, deliveries too.
    let messages: [ReportedMessage]

    /// Judges the latest incarnation of a sandbox.
    ///
    /// - Parameters:
    ///   - sandbox: may be nil if only one has messages.
    ///   - now: the sandbox's present time, against which is measured what is owed; nil stands for
    ///     the latest time in the journal.
    /// - Throws: `JournalError` if the journal does not hold the sandbox, or several and none is
    ///   named.
    public init(
        of journal: Journal, sandbox: String? = nil, now: Timestamp? = nil
    ) throws(JournalError) {
        let incarnation = try journal.incarnation(of: sandbox)
        self.init(incarnation, History(incarnation, now: now), note: journal.note)
    }

    /// Judges every sandbox of a journal, each against the latest time in its records.
    public static func all(of journal: Journal) -> [Report] {
        journal.incarnations.map { incarnation in
            Report(incarnation, History(incarnation, now: nil), note: journal.note)
        }
    }

    /// Whether a rule waits for something that the till owes and may yet send.
    public var isAnythingOwed: Bool {
        rules.contains { $0.verdict == .inconclusive }
    }

    init(_ incarnation: Incarnation, _ history: History, note: String?) {
        product = incarnation.header?.product ?? "electrum-mock"
        version = incarnation.header?.version
        sandbox = history.sandbox.name
        scenario = history.sandbox.scenario
        seed = history.sandbox.seed
        drawsByOrder = history.sandbox.drawsByOrder
        messaging = history.sandbox.messaging
        clients = Set(history.messages.compactMap(\.clientID)).sorted()
        terminals = Set(history.messages.compactMap(\.terminal)).sorted()
        begin = history.messages.first?.at
        end = incarnation.latest
        rules = Rule.all.map { RuleResult($0, history) }
        let scenarioRules = incarnation.rules.map {
            ScenarioRuleResult($0, hasEnded: incarnation.hasEnded)
        }
        self.scenarioRules = scenarioRules
        sandboxBegin = history.sandbox.at
        expectations = ExpectationResult.all(
            history, idle: scenarioRules.filter { $0.verdict == .inconclusive })
        transactions = history.transactions.map(ReportedTransaction.init)
        messageCount = history.messages.count
        self.note = note ?? incarnation.note
        verdict = Self.verdict(
            rules.map(\.verdict) + expectations.map(\.verdict) + scenarioRules.map(\.verdict)
                + (history.messages.isEmpty ? [.inconclusive] : []))
        messages = Self.reported(incarnation.messages, history)
    }

    /// Warnings, and rules that do not apply, do not spoil a run.
    private static func verdict(_ verdicts: [Verdict]) -> Verdict {
        let worst = verdicts.max() ?? .pass
        return worst < .inconclusive ? .pass : worst
    }

    private static func reported(
        _ messages: [MessageRecord], _ history: History
    ) -> [ReportedMessage] {
        var indices: [TransactionKey: Int] = [:]
        for (index, transaction) in history.transactions.enumerated() {
            indices[transaction.key] = index
        }
        return messages.map { message in
            let key = history.grouping.key(of: message)
            return ReportedMessage(message, transaction: key.flatMap { indices[$0] })
        }
    }
}
