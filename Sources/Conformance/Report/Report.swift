public import JSONTree
public import Vocabulary

/// The verdict on a till, from the journal of one sandbox alone.
public struct Report: Sendable, Equatable {
    /// The mock that kept the journal.
    public let product: String
    /// Its version, if the journal has it.
    public let version: String?
    /// The sandbox's name.
    public let sandbox: String
    /// Which of the sandbox's lives it is, as in "first of 2"; nil for the only one.
    public internal(set) var life: String?
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
    /// `pass`, `fail` or `inconclusive`; the latter if too little came, or was judged.
    public internal(set) var verdict: Verdict
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
    /// What a reader should know of the journal.
    public internal(set) var note: String?
    /// What did not come, so that nothing is proved, as in "no message came"; nil if enough came.
    public let absence: String?
    /// What was not judged though it had to be; nil for nothing.
    public internal(set) var omission: String?
    /// What went wrong with the command of a run, as in "the command ended with status 1"; nil for
    /// nothing. It is no verdict on the till.
    public var commandFailure: String?

    /// When the sandbox was made, on its clock, if the journal tells.
    let sandboxBegin: Timestamp?
    /// By arrival, deliveries too.
    let messages: [ReportedMessage]

    /// Judges the latest life of a sandbox.
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
        let lives = try journal.lives(of: sandbox)
        self.init(lives[lives.count - 1], note: journal.note, now: now)
    }

    /// Whether a rule waits for something that the till owes and may yet send.
    public var isAnythingOwed: Bool {
        rules.contains { $0.verdict == .inconclusive }
    }

    /// - Parameter demandsTransactions: whether lookups and the like alone prove nothing.
    init(
        _ life: Incarnation, demandsTransactions: Bool = false, note: String?,
        now: Timestamp? = nil
    ) {
        let history = History(life, now: now)
        product = life.header?.product ?? "electrum-mock"
        version = life.header?.version
        sandbox = history.sandbox.name
        scenario = history.sandbox.scenario
        seed = history.sandbox.seed
        drawsByOrder = history.sandbox.drawsByOrder
        messaging = history.sandbox.messaging
        clients = Set(history.messages.compactMap(\.clientID)).sorted()
        terminals = Set(history.messages.compactMap(\.terminal)).sorted()
        begin = history.messages.first?.at
        end = life.latest
        rules = Rule.all.map { RuleResult($0, history) }
        let scenarioRules = life.rules.map { ScenarioRuleResult($0, hasEnded: life.hasEnded) }
        self.scenarioRules = scenarioRules
        sandboxBegin = history.sandbox.at
        expectations = ExpectationResult.all(
            history, idle: scenarioRules.filter { $0.verdict == .inconclusive })
        transactions = history.transactions.map(ReportedTransaction.init)
        messageCount = history.messages.count
        absence = Self.absence(in: history, demandsTransactions: demandsTransactions)
        let notes = [note, life.note].compactMap { $0 }
        self.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
        verdict = Self.verdict(
            rules.map(\.verdict) + expectations.map(\.verdict) + scenarioRules.map(\.verdict)
                + (absence == nil ? [] : [.inconclusive]))
        messages = Self.reported(life.messages, history)
    }

    /// What did not come, so that nothing is proved; nil if enough came.
    private static func absence(in history: History, demandsTransactions: Bool) -> String? {
        if history.certificates.wereRefused { return nil }
        guard !history.messages.isEmpty else { return "no message came" }
        guard demandsTransactions,
            !history.messages.contains(where: \.operation.isTransactional)
        else { return nil }
        var counts: [(name: String, count: Int)] = []
        for message in history.messages {
            let name =
                message.refused == nil ? message.operation.noun : "refused before it was read"
            if let index = counts.firstIndex(where: { $0.name == name }) {
                counts[index].count += 1
            } else {
                counts.append((name, 1))
            }
        }
        let list = counts.map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
        return "no sale, redemption or refund came (only: \(list))"
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
