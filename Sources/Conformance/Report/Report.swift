package import JSONTree
import Journal
package import Vocabulary

/// The verdict on a till, from the journal of one sandbox alone.
public struct Report: Sendable, Equatable {
    /// The product that kept the journal.
    package let product: String
    /// The product's version, if the journal has it.
    package let version: String?
    /// The sandbox's name.
    public let sandbox: String
    /// The position among the sandbox's incarnations, as in "first of 2"; nil for the only one.
    package internal(set) var life: String?
    /// The scenario's name, if it had one.
    public let scenario: String?
    /// The scenario's seed, a number or null.
    package let seed: JSON
    /// True if draws depend on the order of transactions, false if on their ids.
    let drawsByOrder: Bool
    /// The messaging of the till, as the scenario states it.
    package let messaging: Messaging
    /// The `client.id` of the till's messages, sorted.
    package let clients: [String]
    /// The terminals the messages came from, sorted.
    package let terminals: [String]
    /// The arrival of the first message, on the sandbox clock.
    package let begin: Timestamp?
    /// The latest time in the journal, on the sandbox clock.
    package let end: Timestamp?
    /// `pass`, `fail` or `inconclusive`; the latter if too little came, or was judged.
    package internal(set) var verdict: Verdict
    /// All the rules, in order.
    public let rules: [RuleResult]
    /// The results of the scenario's rules, in its order.
    public let scenarioRules: [ScenarioRuleResult]
    /// The results of the scenario's expectations; empty without any.
    public let expectations: [ExpectationResult]
    /// Provisions, redemptions and refunds, by arrival.
    public let transactions: [ReportedTransaction]
    /// The number of messages of the till.
    public let messageCount: Int
    /// A remark on the journal for the reader.
    package internal(set) var note: String?
    /// The messages whose absence makes the run prove nothing, as in "no message came"; nil if
    /// enough came.
    package let absence: String?
    /// The part that should have been judged and was not; nil for none.
    package internal(set) var omission: String?
    /// The failure of the command of a run, as in "the command ended with status 1"; nil without
    /// one. It is not a verdict on the till.
    package var commandFailure: String?

    /// The time at which the sandbox was made, on its clock, if known.
    let sandboxBegin: Timestamp?
    /// The messages behind the findings, and of other transactions as far as there is room.
    package let exhibits: [Exhibit]

    /// Judges the latest incarnation of a sandbox.
    ///
    /// - Parameters:
    ///   - sandbox: may be nil if only one has messages.
    ///   - now: the sandbox's present time, against which owed messages are measured; nil for the
    ///     latest time in the journal.
    /// - Throws: `JournalError` if the journal does not hold the sandbox, or holds several and none
    ///   is named.
    package init(
        of journal: Journal, sandbox: String? = nil, now: Timestamp? = nil
    ) throws(JournalError) {
        let lives = try journal.lives(of: sandbox)
        self.init(lives[lives.count - 1], note: journal.note, now: now)
    }

    /// Records why the run proves less than its rules say, or nothing.
    package mutating func doubt(_ reason: String, _ verdict: Verdict) {
        omission = omission.map { "\($0); \(reason)" } ?? reason
        self.verdict = max(self.verdict, verdict)
    }

    /// True while a rule waits for a message that the till owes and may still send.
    public var isAnythingOwed: Bool { !owed.isEmpty }

    /// The rules that wait for such messages, each with the number of transactions that owe one.
    package var owed: [(rule: String, transactions: Int)] {
        rules.filter { $0.verdict == .inconclusive }.map { rule in
            let open = rule.findings.filter { $0.verdict == .inconclusive }
            return (rule.id, Set(open.map(\.transaction)).count)
        }
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
        seed = history.sandbox.seedNumber
        drawsByOrder = history.sandbox.draw == .byOrder
        messaging = history.sandbox.messaging
        clients = Set(history.messages.compactMap(\.clientID)).sorted()
        terminals = Set(history.messages.compactMap(\.terminal)).sorted()
        begin = history.messages.first?.at
        end = life.latest
        rules = VerdictRule.all.map { RuleResult($0, history) }
        let scenarioRules = life.rules.map { ScenarioRuleResult($0, hasEnded: life.hasEnded) }
        self.scenarioRules = scenarioRules
        sandboxBegin = history.sandbox.begin
        let expectations = ExpectationResult.all(
            history, idle: scenarioRules.filter { $0.verdict == .inconclusive })
        self.expectations = expectations
        let evidence = Evidence(life.messages, history)
        transactions = evidence.transactions
        exhibits = evidence.exhibits(
            for: rules.flatMap { $0.findings.prefix(Finding.shownMax).map(\.evidence) }
                + expectations.map { Array($0.evidence.prefix(Finding.shownMax)) },
            transactions)
        messageCount = history.messages.count
        absence = Self.absence(in: history, demandsTransactions: demandsTransactions)
        let notes = [note, life.note].compactMap { $0 }
        self.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
        verdict = Self.verdict(
            rules.map(\.verdict) + expectations.map(\.verdict) + scenarioRules.map(\.verdict)
                + (absence == nil ? [] : [.inconclusive]))
        if let omission = life.omission { doubt(omission, .inconclusive) }
    }

    /// Returns the messages whose absence makes the run prove nothing; nil if enough came.
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

    /// Returns the verdict of a whole; warnings and rules that do not apply do not fail it.
    private static func verdict(_ verdicts: [Verdict]) -> Verdict {
        let worst = verdicts.max() ?? .pass
        return worst < .inconclusive ? .pass : worst
    }
}
